<?php
/**
 * Puts the widget's loader into the shop's pages.
 *
 * What it prints is the same for everybody but for one word: whether to ask who is signed in.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** The script and its attributes. */
final class Assets {

	const HANDLE = 'setia-loader';

	/** Listen. */
	public static function listen() {
		add_action( 'wp_enqueue_scripts', array( __CLASS__, 'enqueue' ) );
		add_filter( 'script_loader_tag', array( __CLASS__, 'with_attributes' ), 10, 2 );
	}

	/** Enqueue the loader and the style of what we print ourselves. */
	public static function enqueue() {
		$connection = Connection::get();
		if ( null === $connection ) {
			return;
		}
		wp_enqueue_script(
			self::HANDLE,
			$connection->script( 'loader' ),
			array(),
			SETIA_LOYALTY_VERSION,
			array(
				'strategy'  => 'defer',
				'in_footer' => true,
			)
		);
		wp_enqueue_style( 'setia-loyalty', Plugin::address_of( 'assets/setia.css' ), array(), SETIA_LOYALTY_VERSION );
	}

	/**
	 * Write the loader's settings into its tag.
	 *
	 * @param string $tag    The tag as WordPress wrote it.
	 * @param string $handle Whose it is.
	 * @return string
	 */
	public static function with_attributes( $tag, $handle ) {
		$connection = Connection::get();
		if ( self::HANDLE !== $handle || null === $connection ) {
			return $tag;
		}
		$written = preg_match( '/\sdefer[\s>=]/', $tag ) ? ' data-setia' : ' defer data-setia';
		foreach ( self::attributes( $connection ) as $name => $value ) {
			$written .= sprintf( ' data-%s="%s"', $name, esc_attr( $value ) );
		}
		return str_replace( ' src=', $written . ' src=', $tag );
	}

	/**
	 * Return the loader's settings.
	 *
	 * @param Connection $connection The connection.
	 * @return array<string, string>
	 */
	public static function attributes( Connection $connection ) {
		$account = wc_get_page_permalink( 'myaccount' );
		return array(
			'api'       => $connection->api(),
			'panel'     => $connection->script( 'panel' ),
			'identity'  => 'wc:' . \WC_AJAX::get_endpoint( 'setia_identity' ),
			'apply'     => \WC_AJAX::get_endpoint( 'setia_apply' ),
			'ref'       => \WC_AJAX::get_endpoint( 'setia_ref' ),
			'signed-in' => is_user_logged_in() ? 'true' : 'false',
			'lang'      => Plugin::language(),
			'signin'    => $account,
			'join'      => $account,
			'cart'      => 'woocommerce',
			'page'      => self::page(),
		);
	}

	/**
	 * Return which kind of page this is, empty for one that does not matter.
	 *
	 * @return string
	 */
	public static function page() {
		if ( is_order_received_page() ) {
			return 'thanks';
		}
		if ( is_product() ) {
			return 'product';
		}
		if ( is_cart() || is_checkout() ) {
			return 'cart';
		}
		if ( is_account_page() ) {
			return 'account';
		}
		return is_shop() || is_product_taxonomy() ? 'listing' : '';
	}
}
