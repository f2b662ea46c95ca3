<?php
/**
 * Calls one function of the plugin without WordPress: JSON in, JSON out.
 *
 * Input: {"call": "Class::method", "with": [arguments], "options": {name: value}, "server": {…}}.
 */

namespace {
	define( 'ABSPATH', __DIR__ );
	define( 'SETIA_LOYALTY_FILE', $argv[1] . '/setia-loyalty.php' );
	define( 'SETIA_LOYALTY_VERSION', '0.0.0' );
	define( 'ARRAY_A', 'ARRAY_A' );

	$asked = json_decode( stream_get_contents( STDIN ), true );
	$_SERVER = isset( $asked['server'] ) ? $asked['server'] : array();
	$_GET    = isset( $asked['get'] ) ? $asked['get'] : array();

	final class WP_Error {
		public $code;
		public function __construct( $code ) {
			$this->code = $code;
		}
	}
	function is_wp_error( $thing ) {
		return $thing instanceof WP_Error;
	}
	function get_option( $name, $default = false ) {
		global $asked;
		return isset( $asked['options'][ $name ] ) ? $asked['options'][ $name ] : $default;
	}
	function update_option( $name, $value ) {
		global $asked;
		$asked['options'][ $name ] = $value;
	}
	function delete_option( $name ) {
		global $asked;
		unset( $asked['options'][ $name ] );
	}
	function delete_transient( $name ) {}
	function wp_next_scheduled() {
		return true;
	}
	function wp_json_encode( $value, $flags = 0 ) {
		return json_encode( $value, $flags );
	}
	function wp_parse_url( $url ) {
		return parse_url( $url );
	}
	function untrailingslashit( $text ) {
		return rtrim( $text, '/\\' );
	}
	function wp_unslash( $value ) {
		return stripslashes( $value );
	}
	function sanitize_text_field( $text ) {
		return trim( strip_tags( $text ) );
	}
	function home_url() {
		return 'https://shop.example/kopi';
	}
	function get_woocommerce_currency() {
		return 'IDR';
	}
	function number_format_i18n( $number ) {
		return number_format( $number, 0, ',', '.' );
	}

	require dirname( SETIA_LOYALTY_FILE ) . '/includes/class-plugin.php';
	spl_autoload_register( array( 'Setia\\Loyalty\\Plugin', 'load_class' ) );

	$done = call_user_func_array( 'Setia\\Loyalty\\' . $asked['call'], $asked['with'] );
	if ( is_wp_error( $done ) ) {
		$done = array( 'error' => $done->code );
	} elseif ( is_object( $done ) ) {
		$done = array( 'api' => $done->api(), 'store' => $done->store() );
	}
	echo json_encode( array( 'done' => $done, 'options' => isset( $asked['options'] ) ? $asked['options'] : array() ) );
}
