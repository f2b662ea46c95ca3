<?php
/**
 * What a product, a cart and a thank-you page say about points, in classic themes.
 *
 * Numbers stand in the page at once where they are known and the same for everybody; the
 * loader makes them exact for the member who looks.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** The lines. */
final class Messages {

	/** Listen. */
	public static function listen() {
		add_action( 'woocommerce_single_product_summary', array( __CLASS__, 'on_product' ), 15 );
		add_action( 'woocommerce_before_cart_totals', array( __CLASS__, 'on_cart' ) );
		add_action( 'woocommerce_review_order_before_payment', array( __CLASS__, 'on_cart' ) );
		add_action( 'woocommerce_thankyou', array( __CLASS__, 'on_thanks' ), 5 );
	}

	/** Say what the product earns; a variable one by its lowest price. */
	public static function on_product() {
		global $product;
		if ( null === Connection::get() || ! is_a( $product, 'WC_Product' ) || ! $product->is_purchasable() ) {
			return;
		}
		$says   = Programme::known( Plugin::language() );
		$price  = (string) wc_get_price_to_display( $product );
		$minor  = Money::minor( $price, Programme::decimals( $says ) );
		$earned = Programme::earned( $says, $price );
		/* translators: %s: points with their name, such as "49 points". */
		$text = null === $earned ? '' : sprintf( __( 'Buy this, earn %s', 'setia-loyalty' ), $earned );
		printf(
			'<p class="lym-line"><span class="lym-points" data-setia-points data-product="%s" data-price-minor="%s">%s</span></p>',
			esc_attr( (string) $product->get_id() ),
			esc_attr( (string) $minor ),
			esc_html( $text )
		);
	}

	/** Say what the cart earns; pages of carts are never kept by a cache. */
	public static function on_cart() {
		if ( null === Connection::get() ) {
			return;
		}
		printf( '<div class="lym-line lym-cart" data-setia-cart>%s</div>', esc_html( self::for_cart() ) );
	}

	/**
	 * Return what the cart says, empty when there is nothing to say.
	 *
	 * @return string
	 */
	public static function for_cart() {
		$cart = WC()->cart;
		if ( ! $cart || $cart->is_empty() ) {
			return '';
		}
		$amount = wc_format_decimal( $cart->get_cart_contents_total(), wc_get_price_decimals() );
		return self::for_order( $amount, is_user_logged_in() );
	}

	/**
	 * Return what an amount earns, for a customer or a guest.
	 *
	 * @param string $amount    Goods after discounts.
	 * @param bool   $signed_in Whether the shopper is signed in.
	 * @return string
	 */
	private static function for_order( $amount, $signed_in ) {
		$earned = Programme::earned( Programme::known( Plugin::language() ), $amount );
		if ( null === $earned ) {
			return '';
		}
		return sprintf(
			$signed_in
				/* translators: %s: points with their name, such as "49 points". */
				? __( 'You’ll earn about %s with this order', 'setia-loyalty' )
				/* translators: %s: points with their name, such as "49 points". */
				: __( 'Sign in to earn about %s with this order', 'setia-loyalty' ),
			$earned
		);
	}

	/**
	 * Thank a shopper with what the order earns; a guest is told how to keep it.
	 *
	 * @param int $order_id The order.
	 */
	public static function on_thanks( $order_id ) {
		$order = wc_get_order( $order_id );
		if ( null === Connection::get() || ! $order || $order->has_status( array( 'failed', 'cancelled' ) ) ) {
			return;
		}
		$goods  = wc_format_decimal( $order->get_subtotal() - $order->get_discount_total(), wc_get_price_decimals() );
		$earned = Programme::earned( Programme::known( Plugin::language() ), $goods );
		if ( null === $earned ) {
			return;
		}
		$text = $order->get_customer_id()
			/* translators: %s: points with their name, such as "49 points". */
			? __( 'This order earns you about %s. Thank you!', 'setia-loyalty' )
			/* translators: %s: points with their name, such as "49 points". */
			: __( 'About %s are waiting: create an account with the same e-mail address to keep them.', 'setia-loyalty' );
		printf(
			'<p class="lym-line lym-thanks" data-loyalty-open="%s">%s</p>',
			esc_attr( $order->get_customer_id() ? 'history' : 'home' ),
			esc_html( sprintf( $text, $earned ) )
		);
	}
}
