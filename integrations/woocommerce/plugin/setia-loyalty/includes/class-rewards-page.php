<?php
/**
 * The rewards page as Setia writes it, inside a page of this shop.
 *
 * Shortcode and block show the public page, because their pages may lie in a cache that
 * hands them to everybody; My account shows the customer's own.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** Fetches, cleans and keeps the page. */
final class Rewards_Page {

	const KEPT    = 'setia_page_';
	const FRESH_S = 600;
	const OLD_S   = 86400;
	const PAUSE_S = 60;

	/** Listen. */
	public static function listen() {
		add_shortcode( 'setia_rewards', array( __CLASS__, 'shown' ) );
		add_action( 'init', array( __CLASS__, 'add_block' ) );
	}

	/** Register the block; it is drawn by the server. */
	public static function add_block() {
		wp_register_script(
			'setia-rewards-editor',
			Plugin::address_of( 'blocks/rewards/editor.js' ),
			array( 'wp-blocks', 'wp-element', 'wp-block-editor', 'wp-i18n' ),
			SETIA_LOYALTY_VERSION,
			true
		);
		wp_set_script_translations( 'setia-rewards-editor', 'setia-loyalty', dirname( SETIA_LOYALTY_FILE ) . '/languages' );
		register_block_type( dirname( SETIA_LOYALTY_FILE ) . '/blocks/rewards', array( 'render_callback' => array( __CLASS__, 'shown' ) ) );
	}

	/**
	 * Return the public page; for the shortcode and the block.
	 *
	 * @return string
	 */
	public static function shown() {
		return self::html( null );
	}

	/**
	 * Return the page, cleaned: somebody's own with a token, else the public one.
	 *
	 * @param string|null $token Who is signed in.
	 * @return string
	 */
	public static function html( $token ) {
		$connection = Connection::get();
		if ( null === $connection ) {
			return current_user_can( 'manage_woocommerce' )
				? '<p>' . esc_html__( 'Setia is not connected yet.', 'setia-loyalty' ) . '</p>'
				: '';
		}
		$lang = Plugin::language();
		$page = null;
		if ( null !== $token && ! get_transient( self::KEPT . 'pause' ) ) {
			$page = self::fetched( $connection, $lang, $token );
		}
		$mine = null !== $page;
		if ( ! $mine ) {
			$page = self::public_page( $connection, $lang );
		}
		if ( null === $page ) {
			$page = '<p>' . esc_html__( 'Your rewards can’t be shown at the moment. Your points are safe.', 'setia-loyalty' ) . '</p>';
		} elseif ( ! $mine && null !== $token ) {
			$page = '<p class="lym-notice" role="status">' . esc_html__( 'Your points can’t be shown at the moment. They are safe.', 'setia-loyalty' ) . '</p>' . $page;
		}
		return '<div class="lym-embed">' . $page . '</div>';
	}

	/**
	 * Return the public page, at most a day old when Setia does not answer.
	 *
	 * @param Connection $connection The connection.
	 * @param string     $lang       Two letters.
	 * @return string|null
	 */
	private static function public_page( Connection $connection, $lang ) {
		$name = self::KEPT . $lang . '_' . substr( md5( $connection->api() ), 0, 8 );
		$kept = get_transient( $name );
		$kept = is_array( $kept ) && isset( $kept['at'], $kept['html'] ) ? $kept : null;
		if ( null !== $kept && time() - $kept['at'] < self::FRESH_S ) {
			return $kept['html'];
		}
		if ( ! get_transient( self::KEPT . 'pause' ) ) {
			$page = self::fetched( $connection, $lang, null );
			if ( null !== $page ) {
				set_transient(
					$name,
					array(
						'at'   => time(),
						'html' => $page,
					),
					self::OLD_S
				);
				return $page;
			}
		}
		return null === $kept ? null : $kept['html'];
	}

	/**
	 * Ask Setia for the page; after a failure nobody waits again for a minute.
	 *
	 * @param Connection  $connection The connection.
	 * @param string      $lang       Two letters.
	 * @param string|null $token      Who is signed in.
	 * @return string|null
	 */
	private static function fetched( Connection $connection, $lang, $token ) {
		$asked = array(
			'fragment' => '1',
			'lang'     => $lang,
		);
		$body  = Api::read( $connection, '/page', $asked, $token );
		if ( null === $body ) {
			set_transient( self::KEPT . 'pause', 1, self::PAUSE_S );
			return null;
		}
		$clean = self::cleaned( $connection, $body );
		return '' === $clean ? null : self::styles( $connection, $body ) . $clean;
	}

	/**
	 * Return a fragment without what could run or send something to anybody but Setia.
	 *
	 * @param Connection $connection The connection.
	 * @param string     $body       The fragment.
	 * @return string
	 */
	private static function cleaned( Connection $connection, $body ) {
		$allowed   = self::allowed();
		$protocols = array( 'https', 'http', 'mailto', 'tel' );
		$clean     = wp_kses( $body, $allowed, $protocols );
		$ours      = '/^<form\b[^>]* action=["\']' . preg_quote( $connection->server() . '/', '/' ) . '/';
		preg_match_all( '/<form\b[^>]*>/', $clean, $forms );
		foreach ( $forms[0] as $form ) {
			if ( ! preg_match( $ours, $form ) ) {
				unset( $allowed['form'], $allowed['input'], $allowed['button'] );
				$clean = wp_kses( $body, $allowed, $protocols );
				break;
			}
		}
		return trim( $clean );
	}

	/**
	 * Return the links to the fragment's style sheets, those of Setia only.
	 *
	 * @param Connection $connection The connection.
	 * @param string     $body       The fragment.
	 * @return string
	 */
	private static function styles( Connection $connection, $body ) {
		$links = '';
		preg_match_all( '/<link rel="stylesheet" href="([^"<>]+)">/', $body, $found );
		foreach ( array_slice( $found[1], 0, 4 ) as $written ) {
			$url = html_entity_decode( $written, ENT_QUOTES, 'UTF-8' );
			if ( 0 === strpos( $url, $connection->server() . '/' ) ) {
				$links .= '<link rel="stylesheet" href="' . esc_url( $url ) . '">'; // phpcs:ignore WordPress.WP.EnqueuedResources
			}
		}
		return $links;
	}

	/**
	 * Return which elements and attributes of a fragment are shown: text, pictures, links,
	 * and forms, which ``cleaned`` lets lead to Setia only.
	 *
	 * @return array<string, array<string, bool>>
	 */
	private static function allowed() {
		$common = array_fill_keys( array( 'class', 'id', 'lang', 'dir', 'role', 'title', 'hidden', 'data-*', 'aria-label', 'aria-labelledby', 'aria-describedby', 'aria-hidden', 'aria-valuenow', 'aria-valuemin', 'aria-valuemax', 'aria-valuetext', 'aria-current' ), true );
		$plain  = 'section article header footer nav div span p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd strong em b i small br hr table caption thead tbody tfoot tr figure figcaption blockquote code summary abbr sup sub mark';
		$all    = array_fill_keys( explode( ' ', $plain ), $common );
		$more   = array(
			'a'        => array( 'href', 'rel', 'target' ),
			'form'     => array( 'action', 'method' ),
			'input'    => array( 'type', 'name', 'value' ),
			'button'   => array( 'type', 'name', 'value', 'disabled' ),
			'img'      => array( 'src', 'alt', 'width', 'height', 'loading', 'decoding' ),
			'th'       => array( 'scope', 'colspan', 'rowspan' ),
			'td'       => array( 'colspan', 'rowspan' ),
			'time'     => array( 'datetime' ),
			'details'  => array( 'open' ),
			'progress' => array( 'value', 'max' ),
			'meter'    => array( 'value', 'min', 'max', 'low', 'high', 'optimum' ),
			'svg'      => array( 'viewbox', 'width', 'height', 'fill', 'focusable', 'xmlns' ),
			'path'     => array( 'd', 'fill', 'stroke', 'stroke-width' ),
		);
		foreach ( $more as $name => $attributes ) {
			$all[ $name ] = $common + array_fill_keys( $attributes, true );
		}
		return $all;
	}
}
