<?php
/**
 * Serves the site with PHP's own server, which knows no rewriting.
 */

$setia_path = (string) parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
$setia_file = __DIR__ . $setia_path;
if ( is_dir( $setia_file ) && '/' !== $setia_path && is_file( $setia_file . '/index.php' ) ) {
	$setia_file = rtrim( $setia_file, '/' ) . '/index.php';
}
if ( is_file( $setia_file ) && '.php' !== substr( $setia_file, -4 ) ) {
	return false;
}
if ( ! is_file( $setia_file ) ) {
	$setia_file = __DIR__ . '/index.php';
}
$_SERVER['SCRIPT_FILENAME'] = $setia_file;
$_SERVER['SCRIPT_NAME']     = substr( $setia_file, strlen( __DIR__ ) );
$_SERVER['PHP_SELF']        = $_SERVER['SCRIPT_NAME'];
chdir( dirname( $setia_file ) );
require $setia_file;
