<?php
/**
 * Says to Setia who is signed in: a short-lived token, fetched after the page.
 *
 * It never stands in a page, because a page cache would hand it to the next visitor.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** The token and the address that gives it out. */
final class Identity {

	const LIVES_S = 300;

	/** Listen. */
	public static function listen() {
		add_action( 'wc_ajax_setia_identity', array( __CLASS__, 'answer' ) );
	}

	/** Answer with the token of whoever is signed in; null for a guest. */
	public static function answer() {
		nocache_headers();
		$token = Browser::is_our_page() ? self::current() : null;
		$body  = array( 'token' => $token );
		if ( null !== $token ) {
			$body['expires_at'] = gmdate( 'Y-m-d\TH:i:s\Z', time() + self::LIVES_S );
		}
		wp_send_json( $body );
	}

	/**
	 * Return the token of whoever is signed in, null for a guest or without a connection.
	 *
	 * @return string|null
	 */
	public static function current() {
		$connection = Connection::get();
		$user       = wp_get_current_user();
		if ( null === $connection || ! $user || ! $user->exists() ) {
			return null;
		}
		$now = time();
		return self::token(
			array(
				'store' => $connection->store(),
				'id'    => (string) $user->ID,
				'email' => strtolower( (string) $user->user_email ),
				'iat'   => $now,
				'exp'   => $now + self::LIVES_S,
			),
			$connection->secret()
		);
	}

	/**
	 * Return the signed form of claims.
	 *
	 * @param array<string, mixed> $claims  Who, where, until when.
	 * @param string               $encoded The secret as base64.
	 * @return string
	 */
	public static function token( array $claims, $encoded ) {
		$secret = base64_decode( $encoded, true );
		$first  = self::url_safe( (string) wp_json_encode( $claims, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ) );
		return $first . '.' . self::url_safe( hash_hmac( 'sha256', $first, (string) $secret, true ) );
	}

	/**
	 * Return bytes in the alphabet that addresses bear, without padding.
	 *
	 * @param string $bytes Any bytes.
	 * @return string
	 */
	private static function url_safe( $bytes ) {
		return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
	}
}
