<?php
/**
 * Amounts as whole minor units, never as numbers with a point.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** Reads decimal texts. */
final class Money {

	/**
	 * Return an amount in minor units; what lies beyond the last decimal is dropped.
	 *
	 * @param string $amount   A decimal text with a point.
	 * @param int    $decimals How many decimals the currency has.
	 * @return int|null Null for what is no amount.
	 */
	public static function minor( $amount, $decimals ) {
		if ( ! preg_match( '/^(\d{1,13})(?:\.(\d*))?$/', trim( $amount ), $found ) ) {
			return null;
		}
		$behind = isset( $found[2] ) ? $found[2] : '';
		return (int) ( $found[1] . substr( str_pad( $behind, $decimals, '0' ), 0, $decimals ) );
	}
}
