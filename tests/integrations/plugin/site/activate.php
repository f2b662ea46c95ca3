<?php
/**
 * Activates the plugin in a request of its own, as the admin does.
 */

require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
global $wp_version;
if ( version_compare( $wp_version, '6.4', '<' ) ) {
	$wp_version = '6.4';
}
ob_start();
$done = activate_plugin( 'setia-loyalty/setia-loyalty.php' );
$said = ob_get_clean();
if ( is_wp_error( $done ) || '' !== $said ) {
	fwrite( STDERR, is_wp_error( $done ) ? $done->get_error_message() : $said );
	exit( 1 );
}
