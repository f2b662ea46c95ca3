<?php
/**
 * What we know of the programme: its public summary, kept for a while.
 *
 * No page ever waits for it: a page shows what is known and asks for news behind its back.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** The public summary of the programme, and what follows from it. */
final class Programme {

	const OPTION   = 'setia_programme';
	const REFRESH  = 'setia_refresh';
	const FRESH_S  = 600;
	const KEPT_FOR = 86400;

	/** Listen. */
	public static function listen() {
		add_action( self::REFRESH, array( __CLASS__, 'refresh' ) );
	}

	/** Forget what was known. */
	public static function forget() {
		delete_option( self::OPTION );
	}

	/**
	 * Return the summary in a language, null while nothing is known.
	 *
	 * @param string $lang Two letters.
	 * @return array<string, mixed>|null
	 */
	public static function known( $lang ) {
		$kept = get_option( self::OPTION );
		$kept = is_array( $kept ) && isset( $kept[ $lang ] ) ? $kept[ $lang ] : array( 'at' => 0 );
		$age  = time() - (int) $kept['at'];
		if ( $age > self::FRESH_S && ! wp_next_scheduled( self::REFRESH, array( $lang ) ) ) {
			wp_schedule_single_event( time(), self::REFRESH, array( $lang ) );
		}
		return $age <= self::KEPT_FOR && isset( $kept['says'] ) ? $kept['says'] : null;
	}

	/**
	 * Ask Setia for the summary. Without an answer the old one stays.
	 *
	 * @param string $lang Two letters.
	 */
	public static function refresh( $lang ) {
		$connection = Connection::get();
		if ( null === $connection || ! preg_match( '/^[a-z]{2}$/', (string) $lang ) ) {
			return;
		}
		$body = Api::read( $connection, '/bootstrap', array( 'lang' => $lang ) );
		$says = null === $body ? null : json_decode( $body, true );
		if ( ! is_array( $says ) || ! isset( $says['state'] ) ) {
			return;
		}
		$kept          = get_option( self::OPTION );
		$kept          = is_array( $kept ) ? $kept : array();
		$kept[ $lang ] = array(
			'at'   => time(),
			'says' => $says,
		);
		update_option( self::OPTION, $kept, false );
	}

	/**
	 * Return how many points an amount earns, null when that can't be said.
	 *
	 * @param array<string, mixed>|null $says   The summary.
	 * @param string|int|float          $amount A decimal amount in the shop's currency.
	 * @return string|null Such as "49 points".
	 */
	public static function earned( $says, $amount ) {
		if ( ! is_array( $says ) || 'on' !== $says['state'] || ! isset( $says['earn_rate']['points'], $says['earn_rate']['per_minor'] ) ) {
			return null;
		}
		$rate = $says['earn_rate'];
		if ( isset( $rate['currency'] ) && get_woocommerce_currency() !== $rate['currency'] ) {
			return null;
		}
		$per = (int) $rate['per_minor'];
		if ( $per <= 0 ) {
			return null;
		}
		$minor  = Money::minor( (string) $amount, self::decimals( $says ) );
		$points = null === $minor ? 0 : intdiv( $minor * (int) $rate['points'], $per );
		return $points > 0 ? self::named( $says, $points ) : null;
	}

	/**
	 * Return how many decimals the programme counts in.
	 *
	 * @param array<string, mixed>|null $says The summary.
	 * @return int
	 */
	public static function decimals( $says ) {
		return is_array( $says ) && isset( $says['decimals'] ) ? min( 4, max( 0, (int) $says['decimals'] ) ) : 2;
	}

	/**
	 * Return a number of points with their name.
	 *
	 * @param array<string, mixed> $says   The summary.
	 * @param int                  $points How many.
	 * @return string
	 */
	private static function named( array $says, $points ) {
		$unit = isset( $says['unit'] ) && is_array( $says['unit'] ) ? $says['unit'] : array();
		$word = 1 === $points && isset( $unit['one'] ) ? $unit['one'] : ( isset( $unit['other'] ) ? $unit['other'] : '' );
		return trim( number_format_i18n( $points ) . ' ' . $word );
	}
}
