<?php
/**
 * The connection to Setia: which server, which store, and the secret between us.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** A connection as kept; there is none until Setia told us. */
final class Connection {

	const OPTION       = 'setia_connection';
	const SECRET_BYTES = 32;

	/**
	 * What Setia told us.
	 *
	 * @var array<string, string>
	 */
	private $held;

	/**
	 * Take what was kept.
	 *
	 * @param array<string, string> $held As kept in the option.
	 */
	private function __construct( array $held ) {
		$this->held = $held;
	}

	/**
	 * Return the connection, or null when the shop is not connected.
	 *
	 * @return Connection|null
	 */
	public static function get() {
		$held = get_option( self::OPTION );
		if ( ! is_array( $held ) || is_wp_error( self::problem_of( $held ) ) ) {
			return null;
		}
		return new self( $held );
	}

	/**
	 * Keep a connection; anything that is not one changes nothing.
	 *
	 * @param array<string, mixed> $given As Setia sent it.
	 * @return true|\WP_Error
	 */
	public static function keep( array $given ) {
		$problem = self::problem_of( $given );
		if ( is_wp_error( $problem ) ) {
			return $problem;
		}
		$held = array( 'connected_at' => gmdate( 'Y-m-d\TH:i:s\Z' ) );
		foreach ( array( 'api_url', 'store', 'identity_secret', 'lang', 'loader_url', 'panel_url' ) as $name ) {
			$held[ $name ] = isset( $given[ $name ] ) ? (string) $given[ $name ] : '';
		}
		$held['api_url'] = untrailingslashit( $held['api_url'] );
		update_option( self::OPTION, $held );
		delete_transient( Settings::WAITING );
		Programme::forget();
		return true;
	}

	/** Forget the connection and what was learnt through it. */
	public static function forget() {
		delete_option( self::OPTION );
		Closed_Goods::forget();
		Programme::forget();
	}

	/**
	 * Return what is wrong with a connection, null when nothing is.
	 *
	 * @param array<string, mixed> $given As sent or kept.
	 * @return \WP_Error|null
	 */
	private static function problem_of( array $given ) {
		foreach ( array( 'api_url', 'store', 'identity_secret' ) as $name ) {
			if ( ! isset( $given[ $name ] ) || ! is_string( $given[ $name ] ) ) {
				return self::refused( $name );
			}
		}
		$secret = base64_decode( $given['identity_secret'], true );
		if ( false === $secret || self::SECRET_BYTES !== strlen( $secret ) ) {
			return self::refused( 'identity_secret' );
		}
		if ( ! preg_match( '/^str_[0-9A-Za-z]{26}$/', $given['store'] ) ) {
			return self::refused( 'store' );
		}
		foreach ( array( 'api_url', 'loader_url', 'panel_url' ) as $name ) {
			$url = isset( $given[ $name ] ) ? $given[ $name ] : '';
			if ( ! is_string( $url ) || ( ( '' !== $url || 'api_url' === $name ) && ! self::is_safe( $url ) ) ) {
				return self::refused( $name );
			}
		}
		return null;
	}

	/**
	 * Return the refusal of one field.
	 *
	 * @param string $name Which field.
	 * @return \WP_Error
	 */
	private static function refused( $name ) {
		return new \WP_Error( 'setia_bad_' . $name, 'not a connection: ' . $name, array( 'status' => 400 ) );
	}

	/**
	 * Tell whether an address may be called: https, or http on this machine.
	 *
	 * @param string $url An address.
	 * @return bool
	 */
	public static function is_safe( $url ) {
		$parts = wp_parse_url( $url );
		if ( ! is_array( $parts ) || empty( $parts['host'] ) || isset( $parts['user'] ) || preg_match( '/[\s"\'<>\\\\]/', $url ) ) {
			return false;
		}
		$scheme = isset( $parts['scheme'] ) ? strtolower( $parts['scheme'] ) : '';
		$here   = in_array( strtolower( $parts['host'] ), array( 'localhost', '127.0.0.1', '[::1]' ), true );
		return 'https' === $scheme || ( 'http' === $scheme && $here );
	}

	/**
	 * Return the server's address, without a slash at its end.
	 *
	 * @return string
	 */
	public function server() {
		return $this->held['api_url'];
	}

	/**
	 * Return under which address the storefront API of this store lies.
	 *
	 * @return string
	 */
	public function api() {
		return $this->held['api_url'] . '/storefront/v1/stores/' . $this->held['store'];
	}

	/**
	 * Return Setia's id of this store.
	 *
	 * @return string
	 */
	public function store() {
		return $this->held['store'];
	}

	/**
	 * Return the secret as base64. It signs customers, and is never shown.
	 *
	 * @return string
	 */
	public function secret() {
		return $this->held['identity_secret'];
	}

	/**
	 * Return since when the shop is connected.
	 *
	 * @return string
	 */
	public function since() {
		return $this->held['connected_at'];
	}

	/**
	 * Return where a script of the widget lies: Setia's word, else our own copy.
	 *
	 * @param string $name Either loader or panel.
	 * @return string
	 */
	public function script( $name ) {
		if ( ! empty( $this->held[ $name . '_url' ] ) ) {
			return $this->held[ $name . '_url' ];
		}
		return Plugin::address_of( 'assets/' . $name . '.js' );
	}
}
