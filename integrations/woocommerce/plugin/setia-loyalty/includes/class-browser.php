<?php
/**
 * What a browser says about the page that asks.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** Reads the request's headers. */
final class Browser {

	/**
	 * Tell whether a page of this shop asks; an old browser that says nothing may.
	 *
	 * @return bool
	 */
	public static function is_our_page() {
		$site = self::header( 'HTTP_SEC_FETCH_SITE' );
		if ( '' !== $site && 'same-origin' !== $site && 'none' !== $site ) {
			return false;
		}
		$origin = self::header( 'HTTP_ORIGIN' );
		return '' === $origin || self::origin_of( home_url() ) === strtolower( $origin );
	}

	/**
	 * Tell whether this is a POST of a page of this shop.
	 *
	 * @return bool
	 */
	public static function is_our_post() {
		return 'POST' === self::header( 'REQUEST_METHOD' ) && self::is_our_page();
	}

	/**
	 * Return scheme, host and port of an address.
	 *
	 * @param string $url An address.
	 * @return string
	 */
	public static function origin_of( $url ) {
		$parts = wp_parse_url( $url );
		if ( ! is_array( $parts ) || empty( $parts['scheme'] ) || empty( $parts['host'] ) ) {
			return '';
		}
		$port = isset( $parts['port'] ) ? ':' . $parts['port'] : '';
		return strtolower( $parts['scheme'] . '://' . $parts['host'] . $port );
	}

	/**
	 * Return one entry of the server's variables as clean text.
	 *
	 * @param string $name Its name.
	 * @return string
	 */
	private static function header( $name ) {
		return isset( $_SERVER[ $name ] ) ? sanitize_text_field( wp_unslash( $_SERVER[ $name ] ) ) : '';
	}

	/**
	 * Return a code that was posted or stands in the address: letters, digits, - and _.
	 *
	 * @param string $name   Name of the parameter.
	 * @param bool   $posted Whether it was posted.
	 * @return string Empty when there is none or it has other signs.
	 */
	public static function code( $name, $posted = false ) {
		// Codes only; whoever calls this has checked where the request comes from.
		if ( $posted ) {
			$value = isset( $_POST[ $name ] ) ? sanitize_text_field( wp_unslash( $_POST[ $name ] ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification
		} else {
			$value = isset( $_GET[ $name ] ) ? sanitize_text_field( wp_unslash( $_GET[ $name ] ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification
		}
		return preg_match( '/^[A-Za-z0-9_-]{1,64}$/', $value ) ? $value : '';
	}
}
