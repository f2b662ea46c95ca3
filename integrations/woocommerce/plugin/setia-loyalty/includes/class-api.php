<?php
/**
 * Calls Setia from the server: short waits, small answers, no redirects.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** The only way out of this plugin. */
final class Api {

	const PATIENCE_S   = 2;
	const LARGEST_BODY = 262144;

	/**
	 * Return the body of a read, null when there is no good answer in time.
	 *
	 * @param Connection            $connection Where to ask.
	 * @param string                $path       Below the store's address, with a slash.
	 * @param array<string, string> $asked      Query.
	 * @param string|null           $token      Who is signed in, if anybody.
	 * @return string|null
	 */
	public static function read( Connection $connection, $path, array $asked, $token = null ) {
		$headers = array( 'Accept' => 'application/json, text/html' );
		if ( null !== $token ) {
			$headers['Authorization'] = 'Bearer ' . $token;
		}
		$answer = wp_remote_get(
			$connection->api() . $path . '?' . http_build_query( $asked ),
			array(
				'timeout'             => (int) apply_filters( 'setia_loyalty_patience', self::PATIENCE_S ),
				'redirection'         => 0,
				'limit_response_size' => self::LARGEST_BODY,
				'headers'             => $headers,
				'user-agent'          => 'Setia Loyalty/' . SETIA_LOYALTY_VERSION . '; WordPress',
			)
		);
		if ( is_wp_error( $answer ) || 200 !== (int) wp_remote_retrieve_response_code( $answer ) ) {
			return null;
		}
		return (string) wp_remote_retrieve_body( $answer );
	}
}
