<?php
/**
 * Puts a reward's coupon into the cart, so that nobody has to copy a code.
 *
 * It takes our own coupons only. There is no nonce, because cached pages carry old ones: the
 * worst that a foreign page could do is to give a shopper a discount that is theirs anyway.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** The script's way and the link's way. */
final class Cart {

	/** Written by Setia when it makes a coupon. */
	const MARK = '_setia_voucher';

	/** Listen. */
	public static function listen() {
		add_action( 'wc_ajax_setia_apply', array( __CLASS__, 'answer' ) );
		add_action( 'wp_loaded', array( __CLASS__, 'follow_link' ), 30 );
	}

	/** Answer whether the coupon is in the cart now, and why not. */
	public static function answer() {
		nocache_headers();
		if ( ! Browser::is_our_post() ) {
			wp_send_json( self::refusal( __( 'Please try again from the shop.', 'setia-loyalty' ) ), 403 );
			return;
		}
		wp_send_json( self::apply( Browser::code( 'code', true ) ) );
	}

	/** Handle ?apply_coupon=CODE of a mail or message: apply, then go to a clean address. */
	public static function follow_link() {
		$code = Browser::code( 'apply_coupon' );
		if ( '' === $code || is_admin() || wp_doing_ajax() || null === self::ours( $code ) ) {
			return;
		}
		nocache_headers();
		$done = self::apply( $code );
		if ( ! $done['applied'] ) {
			wc_add_notice( $done['reason_text'], 'error' );
		}
		wp_safe_redirect( $done['applied'] ? wc_get_cart_url() : remove_query_arg( 'apply_coupon' ) );
		if ( apply_filters( 'setia_loyalty_exit', true ) ) {
			exit;
		}
	}

	/**
	 * Put a coupon into the cart.
	 *
	 * @param string $code Its code.
	 * @return array{applied: bool, reason_text: string}
	 */
	public static function apply( $code ) {
		$coupon = self::ours( $code );
		$cart   = WC()->cart;
		if ( null === $coupon || ! $cart ) {
			return self::refusal( __( 'This code is not one of your rewards.', 'setia-loyalty' ) );
		}
		if ( $cart->is_empty() ) {
			// A session keeps it until there is something in the cart.
			return self::refusal( __( 'Put something into your cart first.', 'setia-loyalty' ) );
		}
		if ( $cart->has_discount( $coupon->get_code() ) ) {
			return self::success();
		}
		$before = wc_get_notices();
		wc_clear_notices();
		$applied = $cart->apply_coupon( $coupon->get_code() );
		$errors  = wc_get_notices( 'error' );
		wc_clear_notices();
		if ( is_array( $before ) && WC()->session ) {
			WC()->session->set( 'wc_notices', $before );
		}
		if ( $applied ) {
			return self::success();
		}
		$first = is_array( $errors ) && $errors ? reset( $errors ) : '';
		$text  = is_array( $first ) && isset( $first['notice'] ) ? $first['notice'] : (string) $first;
		$text  = trim( html_entity_decode( wp_strip_all_tags( $text ), ENT_QUOTES, 'UTF-8' ) );
		return self::refusal( '' !== $text ? $text : __( 'This reward does not fit what is in your cart.', 'setia-loyalty' ) );
	}

	/**
	 * Return a coupon that Setia made, null for any other.
	 *
	 * @param string $code Its code.
	 * @return \WC_Coupon|null
	 */
	private static function ours( $code ) {
		if ( '' === $code || null === Connection::get() ) {
			return null;
		}
		$coupon = new \WC_Coupon( $code );
		return $coupon->get_id() && '' !== (string) $coupon->get_meta( self::MARK ) ? $coupon : null;
	}

	/**
	 * Return a no.
	 *
	 * @param string $text Why.
	 * @return array{applied: bool, reason_text: string}
	 */
	private static function refusal( $text ) {
		return array(
			'applied'     => false,
			'reason_text' => $text,
		);
	}

	/**
	 * Return a yes.
	 *
	 * @return array{applied: bool, reason_text: string}
	 */
	private static function success() {
		return array(
			'applied'     => true,
			'reason_text' => '',
		);
	}
}
