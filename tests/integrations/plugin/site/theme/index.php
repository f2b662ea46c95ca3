<?php
/**
 * A theme that prints what the hooks of a shop print.
 */
?><!doctype html>
<html <?php language_attributes(); ?>><head><?php wp_head(); ?></head><body>
<main>
<?php
if ( stub_is( 'product' ) ) {
	$GLOBALS['product'] = new WC_Product( 14 );
	do_action( 'woocommerce_single_product_summary' );
} elseif ( stub_is( 'cart' ) ) {
	do_action( 'woocommerce_before_cart_totals' );
} elseif ( stub_is( 'thanks' ) ) {
	do_action( 'woocommerce_thankyou', 31 );
} elseif ( is_page( 'my-account' ) && isset( $GLOBALS['wp_query']->query_vars['rewards'] ) ) {
	echo '<nav>' . esc_html( implode( '|', apply_filters( 'woocommerce_account_menu_items', array( 'orders' => 'Orders', 'customer-logout' => 'Log out' ) ) ) ) . '</nav>';
	echo '<h1>' . esc_html( apply_filters( 'woocommerce_endpoint_rewards_title', 'x' ) ) . '</h1>';
	do_action( 'woocommerce_account_rewards_endpoint', '' );
} else {
	while ( have_posts() ) {
		the_post();
		the_content();
	}
}
?>
</main>
<?php wp_footer(); ?>
</body></html>
