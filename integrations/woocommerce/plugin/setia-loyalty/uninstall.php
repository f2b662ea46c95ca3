<?php
/**
 * Takes away what this plugin kept, on every site of a network: options and our webhooks.
 *
 * Coupons, orders and what stands on them belong to the shop and stay.
 *
 * @package Setia\Loyalty
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/** Clean one site. */
function setia_loyalty_uninstall_site() {
	global $wpdb;
	$held   = get_option( 'setia_connection' );
	$server = is_array( $held ) && ! empty( $held['api_url'] ) ? untrailingslashit( $held['api_url'] ) : '';
	$table  = $wpdb->prefix . 'wc_webhooks';
	if ( '' !== $server && $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $table ) ) ) === $table ) { // phpcs:ignore WordPress.DB
		$like = $wpdb->esc_like( $server . '/webhooks/woocommerce/' ) . '%';
		$ids  = $wpdb->get_col( $wpdb->prepare( "SELECT webhook_id FROM {$table} WHERE delivery_url LIKE %s", $like ) ); // phpcs:ignore WordPress.DB
		foreach ( $ids as $id ) {
			if ( class_exists( 'WC_Webhook' ) ) {
				$webhook = new WC_Webhook( (int) $id );
				$webhook->delete( true );
			} else {
				$wpdb->delete( $table, array( 'webhook_id' => (int) $id ) ); // phpcs:ignore WordPress.DB
			}
		}
	}
	foreach ( array( 'setia_connection', 'setia_programme', 'setia_rules', 'setia_closed_goods' ) as $name ) {
		delete_option( $name );
	}
	$kept = $wpdb->get_col( $wpdb->prepare( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE %s", $wpdb->esc_like( '_transient_setia_' ) . '%' ) ); // phpcs:ignore WordPress.DB
	foreach ( $kept as $name ) {
		delete_transient( substr( $name, strlen( '_transient_' ) ) );
	}
	delete_transient( 'setia_pairing' );
	wp_unschedule_hook( 'setia_refresh' );
}

if ( is_multisite() ) {
	foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $setia_loyalty_site ) {
		switch_to_blog( $setia_loyalty_site );
		setia_loyalty_uninstall_site();
		restore_current_blog();
	}
} else {
	setia_loyalty_uninstall_site();
}
