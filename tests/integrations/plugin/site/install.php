<?php
/**
 * Installs the site: users, pages, our plugin and the stub of WooCommerce.
 *
 * Debian's WordPress may be older than the plugin asks for; everything it calls is there, so
 * the version is told higher for the one check at activation.
 */

define( 'WP_INSTALLING', true );
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

wp_install( 'Kopi Senja', 'owner', 'owner@shop.test', false, '', 'owner-password', 'en_US' );
wp_create_user( 'dewi', 'dewi-password', 'Dewi@Customer.test' );
update_option( 'permalink_structure', '/%postname%/' );
switch_theme( 'plain' );
wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_name' => 'my-account', 'post_title' => 'My account' ) );
wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_name' => 'loyalty', 'post_title' => 'Loyalty', 'post_content' => '[setia_rewards]' ) );
wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_name' => 'loyalty-block', 'post_title' => 'Block', 'post_content' => '<!-- wp:setia/rewards /-->' ) );
activate_plugin( 'woocommerce/woocommerce.php' );
