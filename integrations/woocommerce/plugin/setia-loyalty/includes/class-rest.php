<?php
/**
 * What Setia may ask of this shop beyond WooCommerce's own API.
 *
 * The namespace begins with wc-, so WooCommerce checks its consumer keys for us.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** The routes. */
final class Rest {

	const SPACE    = 'wc-setia/v1';
	const FEATURES = array( 'identity', 'apply', 'account', 'messages', 'blocks', 'referral', 'topics', 'closed_goods' );

	/** Listen. */
	public static function listen() {
		add_action( 'rest_api_init', array( __CLASS__, 'add_routes' ) );
	}

	/** Register the routes. */
	public static function add_routes() {
		$staff = array( __CLASS__, 'is_staff' );
		register_rest_route(
			self::SPACE,
			'/connection',
			array(
				array(
					'methods'             => 'GET',
					'callback'            => array( __CLASS__, 'show' ),
					'permission_callback' => $staff,
				),
				array(
					'methods'             => 'PUT',
					'callback'            => array( __CLASS__, 'keep' ),
					'permission_callback' => $staff,
				),
				array(
					'methods'             => 'DELETE',
					'callback'            => array( __CLASS__, 'forget' ),
					'permission_callback' => $staff,
				),
			)
		);
		register_rest_route(
			self::SPACE,
			'/closed-goods',
			array(
				'methods'             => 'PUT',
				'callback'            => array( __CLASS__, 'close_goods' ),
				'permission_callback' => $staff,
			)
		);
		register_rest_route(
			self::SPACE,
			'/pairing',
			array(
				'methods'             => 'GET',
				'callback'            => array( __CLASS__, 'pairing' ),
				'permission_callback' => '__return_true',
			)
		);
	}

	/**
	 * Tell whether whoever asks may manage the shop; a consumer key stands for its user.
	 *
	 * @return bool
	 */
	public static function is_staff() {
		return current_user_can( 'manage_woocommerce' );
	}

	/**
	 * Return what we are and whether we are connected; never the secret.
	 *
	 * @return \WP_REST_Response
	 */
	public static function show() {
		$connection = Connection::get();
		return rest_ensure_response(
			array(
				'version'      => SETIA_LOYALTY_VERSION,
				'features'     => self::FEATURES,
				'connected'    => null !== $connection,
				'api_url'      => null === $connection ? '' : $connection->server(),
				'store'        => null === $connection ? '' : $connection->store(),
				'connected_at' => null === $connection ? '' : $connection->since(),
			)
		);
	}

	/**
	 * Keep a connection that Setia pushed.
	 *
	 * @param \WP_REST_Request $request The request.
	 * @return \WP_REST_Response|\WP_Error
	 */
	public static function keep( $request ) {
		$done = Connection::keep( (array) $request->get_json_params() );
		if ( is_wp_error( $done ) ) {
			return $done;
		}
		Programme::refresh( Plugin::language() );
		return self::show();
	}

	/**
	 * Forget the connection.
	 *
	 * @return \WP_REST_Response
	 */
	public static function forget() {
		Connection::forget();
		return self::show();
	}

	/**
	 * Keep which goods are for some only.
	 *
	 * @param \WP_REST_Request $request The request.
	 * @return \WP_REST_Response|\WP_Error
	 */
	public static function close_goods( $request ) {
		$done = Closed_Goods::keep( (array) $request->get_json_params() );
		return is_wp_error( $done ) ? $done : rest_ensure_response( array( 'rules' => $done ) );
	}

	/**
	 * Tell Setia whether a person began a connection here: nobody else's link does it.
	 *
	 * @param \WP_REST_Request $request With the check that we gave to the person's browser.
	 * @return \WP_REST_Response
	 */
	public static function pairing( $request ) {
		$waiting = get_transient( Settings::WAITING );
		$check   = (string) $request->get_param( 'check' );
		$answer  = rest_ensure_response(
			array(
				'waiting' => is_string( $waiting ) && '' !== $check && hash_equals( $waiting, hash( 'sha256', $check ) ),
				'version' => SETIA_LOYALTY_VERSION,
			)
		);
		$answer->header( 'Cache-Control', 'no-store' );
		return $answer;
	}
}
