<?php
/**
 * Puts the plugin together: which part listens to what.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** The plugin as WordPress sees it. */
final class Plugin {

	/** Written down per site, so that a network activation reaches sites made later. */
	const RULES_OPTION = 'setia_rules';

	const PARTS = array(
		Settings::class,
		Rest::class,
		Topics::class,
		Assets::class,
		Identity::class,
		Cart::class,
		Account::class,
		Rewards_Page::class,
		Messages::class,
		Closed_Goods::class,
		Blocks::class,
		Referral::class,
		Programme::class,
	);

	/**
	 * Load a class of ours; other names are left to other loaders.
	 *
	 * @param string $name Full name of the class.
	 */
	public static function load_class( $name ) {
		$prefix = __NAMESPACE__ . '\\';
		if ( 0 !== strpos( $name, $prefix ) ) {
			return;
		}
		$short = strtolower( str_replace( '_', '-', substr( $name, strlen( $prefix ) ) ) );
		$path  = __DIR__ . '/class-' . $short . '.php';
		if ( is_readable( $path ) ) {
			require_once $path;
		}
	}

	/** Say that orders are never read as posts, and that block checkouts are served. */
	public static function declare_compatible() {
		$features = 'Automattic\\WooCommerce\\Utilities\\FeaturesUtil';
		if ( class_exists( $features ) ) {
			$features::declare_compatibility( 'custom_order_tables', SETIA_LOYALTY_FILE, true );
			$features::declare_compatibility( 'cart_checkout_blocks', SETIA_LOYALTY_FILE, true );
		}
	}

	/** Let every part listen, once WooCommerce is there. */
	public static function start() {
		add_action( 'init', array( __CLASS__, 'load_words' ), 1 );
		if ( ! class_exists( 'WooCommerce' ) ) {
			add_action( 'admin_notices', array( __CLASS__, 'say_what_is_missing' ) );
			return;
		}
		foreach ( self::PARTS as $part ) {
			$part::listen();
		}
		add_action( 'init', array( __CLASS__, 'renew_rules' ), 99 );
	}

	/** Read our translations. */
	public static function load_words() {
		load_plugin_textdomain( 'setia-loyalty', false, dirname( plugin_basename( SETIA_LOYALTY_FILE ) ) . '/languages' );
	}

	/** Without its rule the Rewards tab is a page that is not found. */
	public static function renew_rules() {
		if ( SETIA_LOYALTY_VERSION !== get_option( self::RULES_OPTION ) ) {
			flush_rewrite_rules( false );
			update_option( self::RULES_OPTION, SETIA_LOYALTY_VERSION );
		}
	}

	/** Ask for new rules at the next request, when all of them are known. */
	public static function activated() {
		delete_option( self::RULES_OPTION );
	}

	/** Leave no rule and no timer behind; what connects us stays for the next time. */
	public static function deactivated() {
		wp_unschedule_hook( Programme::REFRESH );
		delete_option( self::RULES_OPTION );
		flush_rewrite_rules( false );
	}

	/** Tell staff that WooCommerce is not there. */
	public static function say_what_is_missing() {
		if ( current_user_can( 'activate_plugins' ) ) {
			printf(
				'<div class="notice notice-warning"><p>%s</p></div>',
				esc_html__( 'Setia Loyalty waits for WooCommerce: install and activate it first.', 'setia-loyalty' )
			);
		}
	}

	/**
	 * Return the language of this request in two letters.
	 *
	 * @return string
	 */
	public static function language() {
		$locale = function_exists( 'determine_locale' ) ? determine_locale() : get_locale();
		$short  = strtolower( substr( (string) $locale, 0, 2 ) );
		return preg_match( '/^[a-z]{2}$/', $short ) ? $short : 'en';
	}

	/**
	 * Return the address of a file of ours.
	 *
	 * @param string $path Path below the plugin's folder.
	 * @return string
	 */
	public static function address_of( $path ) {
		return plugins_url( $path, SETIA_LOYALTY_FILE );
	}
}
