<?php
/**
 * The Rewards tab in My account.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** The endpoint and its entry in the menu. */
final class Account {

	const ENDPOINT = 'rewards';

	/** Listen. */
	public static function listen() {
		add_action( 'init', array( __CLASS__, 'add_endpoint' ) );
		add_filter( 'woocommerce_get_query_vars', array( __CLASS__, 'add_query_var' ) );
		add_filter( 'woocommerce_account_menu_items', array( __CLASS__, 'add_entry' ) );
		add_filter( 'woocommerce_endpoint_' . self::ENDPOINT . '_title', array( __CLASS__, 'title' ) );
		add_action( 'woocommerce_account_' . self::ENDPOINT . '_endpoint', array( __CLASS__, 'show' ) );
	}

	/** Make the address. */
	public static function add_endpoint() {
		add_rewrite_endpoint( self::ENDPOINT, EP_ROOT | EP_PAGES );
	}

	/**
	 * Tell WooCommerce of the address.
	 *
	 * @param array<string, string> $vars What it knows.
	 * @return array<string, string>
	 */
	public static function add_query_var( $vars ) {
		$vars[ self::ENDPOINT ] = self::ENDPOINT;
		return $vars;
	}

	/**
	 * Put the entry before the way out.
	 *
	 * @param array<string, string> $items The menu.
	 * @return array<string, string>
	 */
	public static function add_entry( $items ) {
		if ( null === Connection::get() ) {
			return $items;
		}
		$out = isset( $items['customer-logout'] ) ? array( 'customer-logout' => $items['customer-logout'] ) : array();
		unset( $items['customer-logout'] );
		$items[ self::ENDPOINT ] = self::title();
		return $items + $out;
	}

	/**
	 * Return the tab's title.
	 *
	 * @return string
	 */
	public static function title() {
		return __( 'Rewards', 'setia-loyalty' );
	}

	/** Show the page of whoever is signed in; this page is never kept by a cache. */
	public static function show() {
		nocache_headers();
		// Cleaned by wp_kses in Rewards_Page.
		echo Rewards_Page::html( Identity::current() ); // phpcs:ignore WordPress.Security.EscapeOutput
	}
}
