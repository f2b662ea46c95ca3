<?php
/**
 * Plugin Name: WooCommerce (stub)
 *
 * As much of WooCommerce as the plugin touches, with the behaviour that was seen on a real
 * one: keys on wc- namespaces, wc-ajax, a session, coupons that refuse with a reason, webhooks.
 */

namespace Automattic\WooCommerce\Blocks\Integrations {
	interface IntegrationInterface {
		public function get_name();
		public function initialize();
		public function get_script_handles();
		public function get_editor_script_handles();
		public function get_script_data();
	}
}

namespace Automattic\WooCommerce\Utilities {
	final class FeaturesUtil {
		public static $declared = array();
		public static function declare_compatibility( $feature, $file, $compatible ) {
			self::$declared[ $feature ] = $compatible;
		}
	}
}

namespace Automattic\WooCommerce\StoreApi\Exceptions {
	final class RouteException extends \Exception {
		public $told;
		public function __construct( $code, $message, $status ) {
			$this->told = $code;
			parent::__construct( $message, $status );
		}
	}
}

namespace {
	const STUB_KEY    = 'ck_0123456789012345678901234567890123456789';
	const STUB_SECRET = 'cs_0123456789012345678901234567890123456789';

	final class WooCommerce {
		public $cart;
		public $session;
	}

	/** A session as an option; the cookie only names it. */
	final class Stub_Session {
		private $name;
		private $held;
		public function __construct() {
			$this->name = isset( $_COOKIE['stub_session'] ) ? sanitize_key( $_COOKIE['stub_session'] ) : '';
			$this->held = $this->name ? get_option( 'stub_session_' . $this->name, array() ) : array();
		}
		public function has_session() {
			return '' !== $this->name;
		}
		public function set_customer_session_cookie( $set ) {
			$this->name = $this->name ? $this->name : substr( md5( uniqid( '', true ) ), 0, 12 );
			setcookie( 'stub_session', $this->name, 0, '/' );
		}
		public function get( $key, $default = null ) {
			return isset( $this->held[ $key ] ) ? $this->held[ $key ] : $default;
		}
		public function set( $key, $value ) {
			$this->held[ $key ] = $value;
			if ( $this->name ) {
				update_option( 'stub_session_' . $this->name, $this->held, false );
			}
		}
	}

	/** A cart whose goods are worth what the option says; coupons are options, too. */
	final class Stub_Cart {
		public function is_empty() {
			return ! (float) $this->get_cart_contents_total();
		}
		public function get_cart_contents_total() {
			return (float) get_option( 'stub_cart_total', '0' );
		}
		public function has_discount( $code ) {
			return in_array( strtolower( $code ), (array) WC()->session->get( 'coupons', array() ), true );
		}
		public function apply_coupon( $code ) {
			$coupon = new WC_Coupon( $code );
			if ( $this->get_cart_contents_total() < (float) $coupon->get_meta( 'minimum' ) ) {
				wc_add_notice( 'The minimum spend for this coupon is <span>$100.00</span>.', 'error' );
				return false;
			}
			WC()->session->set( 'coupons', array_merge( (array) WC()->session->get( 'coupons', array() ), array( strtolower( $code ) ) ) );
			wc_add_notice( 'Coupon code applied successfully.' );
			return true;
		}
	}

	final class WC_Coupon {
		private $code;
		private $held;
		public function __construct( $code ) {
			$this->code = strtolower( $code );
			$this->held = get_option( 'stub_coupon_' . $this->code, array() );
		}
		public function get_id() {
			return isset( $this->held['id'] ) ? $this->held['id'] : 0;
		}
		public function get_code() {
			return $this->code;
		}
		public function get_meta( $name ) {
			return isset( $this->held[ $name ] ) ? $this->held[ $name ] : '';
		}
	}

	final class WC_Product {
		private $id;
		public function __construct( $id ) {
			$this->id = $id;
		}
		public function get_id() {
			return $this->id;
		}
		public function get_parent_id() {
			return 0;
		}
		public function get_sku() {
			return 'SKU-' . $this->id;
		}
		public function is_type( $kind ) {
			return 'simple' === $kind;
		}
		public function get_date_created() {
			return new DateTime( '@' . get_option( 'stub_published', '1600000000' ) );
		}
		public function is_purchasable() {
			return apply_filters( 'woocommerce_is_purchasable', true, $this );
		}
	}

	final class WC_Order {
		public $meta  = array();
		public $saved = false;
		public $customer_id;
		public function __construct( $customer_id = 0 ) {
			$this->customer_id = $customer_id;
		}
		public function get_id() {
			return 31;
		}
		public function get_customer_id() {
			return $this->customer_id;
		}
		public function has_status( $any ) {
			return false;
		}
		public function get_subtotal() {
			return 60.0;
		}
		public function get_discount_total() {
			return 10.0;
		}
		public function update_meta_data( $key, $value ) {
			$this->meta[ $key ] = $value;
		}
		public function save_meta_data() {
			$this->saved = true;
		}
	}

	final class WC_Webhook {
		private $id;
		public function __construct( $id ) {
			$this->id = $id;
		}
		public function delete( $force ) {
			global $wpdb;
			$wpdb->delete( $wpdb->prefix . 'wc_webhooks', array( 'webhook_id' => $this->id ) );
		}
	}

	final class WC_AJAX {
		public static function get_endpoint( $name ) {
			return '/?wc-ajax=' . $name;
		}
	}

	function WC() {
		static $shop = null;
		if ( null === $shop ) {
			$shop          = new WooCommerce();
			$shop->session = new Stub_Session();
			$shop->cart    = new Stub_Cart();
		}
		return $shop;
	}
	function stub_is( $kind ) {
		return isset( $_GET['stub_page'] ) && $kind === $_GET['stub_page'];
	}
	function is_product() {
		return stub_is( 'product' );
	}
	function is_cart() {
		return stub_is( 'cart' );
	}
	function is_checkout() {
		return stub_is( 'checkout' );
	}
	function is_order_received_page() {
		return stub_is( 'thanks' );
	}
	function is_account_page() {
		return is_page( 'my-account' );
	}
	function is_shop() {
		return stub_is( 'shop' );
	}
	function is_product_taxonomy() {
		return false;
	}
	function wc_get_page_permalink( $name ) {
		return home_url( '/my-account/' );
	}
	function wc_get_cart_url() {
		return home_url( '/cart/' );
	}
	function wc_get_price_to_display( $product ) {
		return '49.90';
	}
	function wc_get_price_decimals() {
		return 2;
	}
	function wc_format_decimal( $number, $decimals ) {
		return number_format( (float) $number, $decimals, '.', '' );
	}
	function get_woocommerce_currency() {
		return 'USD';
	}
	function wc_get_product( $id ) {
		return $id ? new WC_Product( (int) $id ) : false;
	}
	function wc_get_order( $id ) {
		return 31 === (int) $id ? new WC_Order( get_current_user_id() ) : false;
	}
	function wc_add_notice( $text, $kind = 'success' ) {
		$all            = (array) WC()->session->get( 'wc_notices', array() );
		$all[ $kind ][] = array( 'notice' => $text );
		WC()->session->set( 'wc_notices', $all );
	}
	function wc_get_notices( $kind = '' ) {
		$all = (array) WC()->session->get( 'wc_notices', array() );
		return '' === $kind ? $all : ( isset( $all[ $kind ] ) ? $all[ $kind ] : array() );
	}
	function wc_clear_notices() {
		WC()->session->set( 'wc_notices', null );
	}
	function woocommerce_store_api_register_endpoint_data( $given ) {
		$GLOBALS['stub_endpoint_data'] = $given;
	}
	function woocommerce_store_api_register_update_callback( $given ) {
		$GLOBALS['stub_update'] = $given;
	}

	register_activation_hook( __FILE__, 'stub_install' );
	function stub_install() {
		global $wpdb;
		$wpdb->query( "CREATE TABLE IF NOT EXISTS {$wpdb->prefix}wc_webhooks (webhook_id BIGINT AUTO_INCREMENT PRIMARY KEY, delivery_url TEXT)" );
		$role = get_role( 'administrator' );
		$role->add_cap( 'manage_woocommerce' );
	}

	add_filter( 'locale', function ( $locale ) {
		return get_option( 'stub_locale', $locale );
	} );
	// A busy test machine must not look like a server that does not answer.
	add_filter( 'setia_loyalty_patience', function ( $seconds ) {
		return get_option( 'stub_patient', true ) ? 20 : $seconds;
	} );
	// As the real one: after every plugin's file, before ours starts.
	add_action( 'plugins_loaded', function () {
		do_action( 'woocommerce_blocks_loaded' );
	}, -50 );
	add_action( 'init', function () {
		do_action( 'before_woocommerce_init' );
		register_post_type( 'product', array( 'public' => true, 'supports' => array( 'title', 'comments' ) ) );
		register_taxonomy( 'product_cat', 'product' );
		register_taxonomy( 'product_tag', 'product' );
	}, 0 );
	add_action( 'admin_menu', function () {
		add_menu_page( 'WooCommerce', 'WooCommerce', 'manage_woocommerce', 'woocommerce', '__return_null' );
	} );
	add_action( 'template_redirect', function () {
		if ( isset( $_GET['wc-ajax'] ) ) {
			do_action( 'wc_ajax_' . sanitize_key( $_GET['wc-ajax'] ) );
			wp_die();
		}
	}, 0 );
	add_filter( 'determine_current_user', function ( $user ) {
		$path = isset( $_SERVER['REQUEST_URI'] ) ? $_SERVER['REQUEST_URI'] : '';
		if ( false === strpos( $path, '/wp-json/wc-' ) && false === strpos( $path, '/wp-json/wc/' ) ) {
			return $user;
		}
		$key    = isset( $_SERVER['PHP_AUTH_USER'] ) ? $_SERVER['PHP_AUTH_USER'] : '';
		$secret = isset( $_SERVER['PHP_AUTH_PW'] ) ? $_SERVER['PHP_AUTH_PW'] : '';
		if ( isset( $_GET['oauth_consumer_key'] ) && STUB_KEY === $_GET['oauth_consumer_key'] ) {
			return 1;
		}
		return STUB_KEY === $key && STUB_SECRET === $secret ? 1 : $user;
	}, 15 );
}
