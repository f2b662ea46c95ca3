<?php
/**
 * Our script, as the cart and checkout blocks want to know it.
 *
 * Loaded only where the blocks are.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

use Automattic\WooCommerce\Blocks\Integrations\IntegrationInterface;

defined( 'ABSPATH' ) || exit;

/** The integration. */
final class Blocks_Integration implements IntegrationInterface {

	const HANDLE = 'setia-cart-blocks';

	/**
	 * Return our name.
	 *
	 * @return string
	 */
	public function get_name() {
		return Blocks::SPACE;
	}

	/** Register the script; it has no build step. */
	public function initialize() {
		wp_register_script(
			self::HANDLE,
			Plugin::address_of( 'assets/cart-blocks.js' ),
			array( 'wp-plugins', 'wp-element', 'wc-blocks-checkout', 'wc-blocks-data-store' ),
			SETIA_LOYALTY_VERSION,
			true
		);
	}

	/**
	 * Return the scripts of the shop.
	 *
	 * @return array<string>
	 */
	public function get_script_handles() {
		return array( self::HANDLE );
	}

	/**
	 * Return the scripts of the editor.
	 *
	 * @return array<string>
	 */
	public function get_editor_script_handles() {
		return array();
	}

	/**
	 * Return what the script is told.
	 *
	 * @return array<string, string>
	 */
	public function get_script_data() {
		return array( 'open' => __( 'Use points', 'setia-loyalty' ) );
	}
}
