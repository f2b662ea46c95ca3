<?php
/**
 * Remembers whose link brought a shopper, until an order or an account is made.
 *
 * Kept in the shop's own session, and only where the shopper did not refuse that.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** From the link to the order and the account. */
final class Referral {

	const PARAMETER     = 'ref';
	const SESSION       = 'setia_ref';
	const ORDER_META    = '_setia_ref';
	const CUSTOMER_META = 'setia_ref';

	/** Listen. */
	public static function listen() {
		add_action( 'template_redirect', array( __CLASS__, 'take_from_link' ) );
		add_action( 'wc_ajax_setia_ref', array( __CLASS__, 'answer' ) );
		add_action( 'woocommerce_checkout_create_order', array( __CLASS__, 'note_on_order' ) );
		add_action( 'woocommerce_store_api_checkout_update_order_meta', array( __CLASS__, 'note_on_order' ) );
		add_action( 'woocommerce_created_customer', array( __CLASS__, 'note_on_customer' ) );
		add_action( 'woocommerce_thankyou', array( __CLASS__, 'forget' ) );
	}

	/** Take the code out of the address of a page that no cache answered. */
	public static function take_from_link() {
		self::keep( Browser::code( self::PARAMETER ) );
	}

	/** Take the code from the loader: the page itself may have come from a cache. */
	public static function answer() {
		nocache_headers();
		$kept = Browser::is_our_post() && self::keep( Browser::code( 'code', true ) );
		wp_send_json( array( 'kept' => $kept ) );
	}

	/**
	 * Tell whether the shopper lets us remember; without a consent plugin nobody refused.
	 *
	 * @return bool
	 */
	public static function may_remember() {
		return ! function_exists( 'wp_has_consent' ) || wp_has_consent( 'marketing' );
	}

	/**
	 * Keep a code for this visit.
	 *
	 * @param string $code The code.
	 * @return bool Whether it was kept.
	 */
	private static function keep( $code ) {
		if ( '' === $code || null === Connection::get() || ! self::may_remember() || ! WC()->session ) {
			return false;
		}
		if ( ! WC()->session->has_session() ) {
			WC()->session->set_customer_session_cookie( true );
		}
		WC()->session->set( self::SESSION, $code );
		return true;
	}

	/**
	 * Return the code of this visit, empty without one.
	 *
	 * @return string
	 */
	private static function kept() {
		return WC()->session ? (string) WC()->session->get( self::SESSION, '' ) : '';
	}

	/**
	 * Write the code on a new order; classic and block checkouts both come here.
	 *
	 * @param \WC_Order $order The order, saved by whoever calls.
	 */
	public static function note_on_order( $order ) {
		$code = self::kept();
		if ( '' !== $code ) {
			$order->update_meta_data( self::ORDER_META, $code );
			if ( $order->get_id() ) {
				$order->save_meta_data();
			}
		}
	}

	/**
	 * Write the code on a new account.
	 *
	 * @param int $customer_id The account.
	 */
	public static function note_on_customer( $customer_id ) {
		$code = self::kept();
		if ( '' !== $code ) {
			update_user_meta( $customer_id, self::CUSTOMER_META, $code );
		}
	}

	/** After the order the code has done its work. */
	public static function forget() {
		if ( WC()->session && '' !== self::kept() ) {
			WC()->session->set( self::SESSION, null );
		}
	}
}
