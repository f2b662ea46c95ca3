<?php
/**
 * The cart and checkout blocks: what the cart earns, and a way to apply a reward.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** Extends the Store API and registers the script. */
final class Blocks {

	const SPACE = 'setia-loyalty';

	/** Listen. */
	public static function listen() {
		// A network's WooCommerce may have loaded its blocks before we could listen.
		if ( did_action( 'woocommerce_blocks_loaded' ) ) {
			self::extend();
		} else {
			add_action( 'woocommerce_blocks_loaded', array( __CLASS__, 'extend' ) );
		}
		add_action( 'woocommerce_blocks_cart_block_registration', array( __CLASS__, 'register' ) );
		add_action( 'woocommerce_blocks_checkout_block_registration', array( __CLASS__, 'register' ) );
	}

	/** Add our words to the cart's answer, and an update that applies a reward. */
	public static function extend() {
		if ( function_exists( 'woocommerce_store_api_register_endpoint_data' ) ) {
			woocommerce_store_api_register_endpoint_data(
				array(
					'endpoint'        => 'cart',
					'namespace'       => self::SPACE,
					'data_callback'   => array( __CLASS__, 'data' ),
					'schema_callback' => array( __CLASS__, 'schema' ),
					'schema_type'     => ARRAY_A,
				)
			);
		}
		if ( function_exists( 'woocommerce_store_api_register_update_callback' ) ) {
			woocommerce_store_api_register_update_callback(
				array(
					'namespace' => self::SPACE,
					'callback'  => array( __CLASS__, 'update' ),
				)
			);
		}
	}

	/**
	 * Register the script with the blocks.
	 *
	 * @param object $registry The blocks' registry.
	 */
	public static function register( $registry ) {
		if ( null !== Connection::get() && interface_exists( 'Automattic\\WooCommerce\\Blocks\\Integrations\\IntegrationInterface' ) ) {
			$registry->register( new Blocks_Integration() );
		}
	}

	/**
	 * Return what the cart says about points.
	 *
	 * @return array<string, string>
	 */
	public static function data() {
		return array( 'text' => null === Connection::get() ? '' : Messages::for_cart() );
	}

	/**
	 * Return what our part of the cart's answer looks like.
	 *
	 * @return array<string, array<string, mixed>>
	 */
	public static function schema() {
		return array(
			'text' => array(
				'description' => 'What this cart earns, in words.',
				'type'        => 'string',
				'context'     => array( 'view', 'edit' ),
				'readonly'    => true,
			),
		);
	}

	/**
	 * Apply a reward that the shopper chose; a no is told as the Store API tells one.
	 *
	 * @param array<string, mixed> $data With the code.
	 * @throws \Exception When the cart does not take it.
	 */
	public static function update( $data ) {
		$code = isset( $data['code'] ) && is_string( $data['code'] ) ? $data['code'] : '';
		$done = Cart::apply( preg_match( '/^[A-Za-z0-9_-]{1,64}$/', $code ) ? $code : '' );
		if ( ! $done['applied'] ) {
			$refusal = 'Automattic\\WooCommerce\\StoreApi\\Exceptions\\RouteException';
			$text    = esc_html( $done['reason_text'] );
			throw class_exists( $refusal ) ? new $refusal( 'setia_not_applied', $text, 400 ) : new \Exception( $text );
		}
	}
}
