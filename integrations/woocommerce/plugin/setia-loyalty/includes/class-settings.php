<?php
/**
 * The settings page under WooCommerce: connect by a pairing code, or leave.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** The page and its two buttons. */
final class Settings {

	const PAGE    = 'setia-loyalty';
	const WAITING = 'setia_pairing';
	const LASTS_S = 1800;

	/** Listen. */
	public static function listen() {
		add_action( 'admin_menu', array( __CLASS__, 'add_page' ), 60 );
		add_action( 'admin_post_setia_pair', array( __CLASS__, 'pair' ) );
		add_action( 'admin_post_setia_disconnect', array( __CLASS__, 'disconnect' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( SETIA_LOYALTY_FILE ), array( __CLASS__, 'add_link' ) );
	}

	/** Add the page below WooCommerce. */
	public static function add_page() {
		add_submenu_page( 'woocommerce', 'Setia', 'Setia', 'manage_woocommerce', self::PAGE, array( __CLASS__, 'show' ) );
	}

	/**
	 * Put a way to the page beside the plugin's name.
	 *
	 * @param array<string> $links What stands there.
	 * @return array<string>
	 */
	public static function add_link( $links ) {
		$link = sprintf( '<a href="%s">%s</a>', esc_url( self::address() ), esc_html__( 'Settings', 'setia-loyalty' ) );
		return array_merge( array( $link ), (array) $links );
	}

	/**
	 * Return the page's address.
	 *
	 * @return string
	 */
	public static function address() {
		return admin_url( 'admin.php?page=' . self::PAGE );
	}

	/** Send the browser to Setia with the pairing code; Setia asks us whether that was so. */
	public static function pair() {
		self::only_staff( 'setia_pair' );
		$server = isset( $_POST['server'] ) ? untrailingslashit( esc_url_raw( trim( wp_unslash( $_POST['server'] ) ) ) ) : '';
		$code   = isset( $_POST['code'] ) ? strtoupper( sanitize_text_field( wp_unslash( $_POST['code'] ) ) ) : '';
		$code   = preg_replace( '/[^0-9A-Z]/', '', $code );
		if ( ! Connection::is_safe( $server ) ) {
			self::back( 'address' );
		}
		if ( strlen( $code ) < 16 ) {
			self::back( 'code' );
		}
		if ( '' === (string) get_option( 'permalink_structure' ) ) {
			self::back( 'permalinks' );
		}
		$check = bin2hex( random_bytes( 20 ) );
		set_transient( self::WAITING, hash( 'sha256', $check ), self::LASTS_S );
		$asked = array(
			'code'   => $code,
			'store'  => untrailingslashit( home_url() ),
			'return' => self::address(),
			'check'  => $check,
			'lang'   => Plugin::language(),
		);
		// The address is the merchant's own word, checked above; it lies on another host.
		wp_redirect( $server . '/connect/woocommerce?' . http_build_query( $asked ) ); // phpcs:ignore WordPress.Security.SafeRedirect
		self::stop();
	}

	/** Forget the connection and stop telling Setia what happens. */
	public static function disconnect() {
		self::only_staff( 'setia_disconnect' );
		$connection = Connection::get();
		if ( null !== $connection ) {
			Topics::remove_webhooks( $connection->server() );
		}
		Connection::forget();
		self::back( 'disconnected' );
	}

	/**
	 * Stop unless a person who manages the shop sent one of our forms.
	 *
	 * @param string $action The form's action.
	 */
	private static function only_staff( $action ) {
		check_admin_referer( $action );
		if ( ! current_user_can( 'manage_woocommerce' ) ) {
			wp_die( esc_html__( 'You may not do this.', 'setia-loyalty' ), '', array( 'response' => 403 ) );
		}
	}

	/**
	 * Go back to the page and say something there.
	 *
	 * @param string $said What to say.
	 */
	private static function back( $said ) {
		wp_safe_redirect( add_query_arg( 'setia', $said, self::address() ) );
		self::stop();
	}

	/** End the request; a test that listens may go on. */
	private static function stop() {
		if ( apply_filters( 'setia_loyalty_exit', true ) ) {
			exit;
		}
	}

	/**
	 * Return what the page says after something happened.
	 *
	 * @param string $said What happened.
	 * @return array{0: string, 1: string}|null Kind of notice, and its text.
	 */
	public static function notice( $said ) {
		$texts = array(
			'connected'    => array( 'success', __( 'Your shop is connected.', 'setia-loyalty' ) ),
			'disconnected' => array( 'success', __( 'Your shop is no longer connected. Points and members stay in Setia.', 'setia-loyalty' ) ),
			'denied'       => array( 'warning', __( 'You did not approve the access. Nothing was changed.', 'setia-loyalty' ) ),
			'code'         => array( 'error', __( 'This pairing code is not valid any more. Ask Setia for a new one.', 'setia-loyalty' ) ),
			'address'      => array( 'error', __( 'This is not the address of a Setia server. It begins with https://.', 'setia-loyalty' ) ),
			'permalinks'   => array( 'error', __( 'Choose any structure but Plain under Settings, Permalinks, then try again.', 'setia-loyalty' ) ),
			'taken'        => array( 'error', __( 'This shop belongs to another programme already.', 'setia-loyalty' ) ),
			'failed'       => array( 'error', __( 'The connection did not work. Try again in a minute.', 'setia-loyalty' ) ),
		);
		return isset( $texts[ $said ] ) ? $texts[ $said ] : null;
	}

	/** Show the page. */
	public static function show() {
		if ( ! current_user_can( 'manage_woocommerce' ) ) {
			return;
		}
		echo '<div class="wrap"><h1>' . esc_html__( 'Setia Loyalty', 'setia-loyalty' ) . '</h1>';
		$notice = self::notice( Browser::code( 'setia' ) );
		if ( null !== $notice ) {
			printf( '<div class="notice notice-%s" role="status"><p>%s</p></div>', esc_attr( $notice[0] ), esc_html( $notice[1] ) );
		}
		$connection = Connection::get();
		if ( null === $connection ) {
			self::show_form();
		} else {
			self::show_connection( $connection );
		}
		echo '</div>';
	}

	/** Show the form that connects. */
	private static function show_form() {
		echo '<p>' . esc_html__( 'Setia gives you a pairing code. It holds for thirty minutes and works once.', 'setia-loyalty' ) . '</p>';
		echo '<form method="post" action="' . esc_url( admin_url( 'admin-post.php' ) ) . '">';
		echo '<input type="hidden" name="action" value="setia_pair">';
		wp_nonce_field( 'setia_pair' );
		echo '<table class="form-table" role="presentation"><tr><th scope="row"><label for="setia-server">';
		echo esc_html__( 'Address of Setia', 'setia-loyalty' ) . '</label></th><td>';
		echo '<input id="setia-server" name="server" type="url" class="regular-text" required placeholder="https://loyalty.example.com"></td></tr>';
		echo '<tr><th scope="row"><label for="setia-code">' . esc_html__( 'Pairing code', 'setia-loyalty' ) . '</label></th><td>';
		echo '<input id="setia-code" name="code" type="text" class="regular-text code" required autocomplete="off" spellcheck="false"></td></tr></table>';
		submit_button( __( 'Connect', 'setia-loyalty' ) );
		echo '</form>';
	}

	/**
	 * Show what we are connected to, and the way out.
	 *
	 * @param Connection $connection The connection.
	 */
	private static function show_connection( Connection $connection ) {
		echo '<table class="form-table" role="presentation">';
		foreach ( array(
			__( 'Address of Setia', 'setia-loyalty' ) => $connection->server(),
			__( 'Store', 'setia-loyalty' )            => $connection->store(),
			__( 'Connected since', 'setia-loyalty' )  => (string) wp_date( get_option( 'date_format' ) . ' ' . get_option( 'time_format' ), (int) strtotime( $connection->since() ) ),
		) as $label => $value ) {
			printf( '<tr><th scope="row">%s</th><td><code>%s</code></td></tr>', esc_html( $label ), esc_html( $value ) );
		}
		echo '</table><p>' . esc_html__( 'Show the programme on any page with the shortcode [setia_rewards] or the block “Setia rewards”.', 'setia-loyalty' ) . '</p>';
		echo '<form method="post" action="' . esc_url( admin_url( 'admin-post.php' ) ) . '">';
		echo '<input type="hidden" name="action" value="setia_disconnect">';
		wp_nonce_field( 'setia_disconnect' );
		submit_button( __( 'Disconnect', 'setia-loyalty' ), 'delete' );
		echo '</form>';
	}
}
