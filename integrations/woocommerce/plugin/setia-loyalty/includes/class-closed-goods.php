<?php
/**
 * Goods that only some members may buy, always or before others.
 *
 * Setia says which goods and by which tag on a customer; this shop's own clock opens
 * them. Nothing of a request decides: only the account that is signed in.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** Closed goods: refused by the cart and the checkout, shown locked or hidden. */
final class Closed_Goods {

	const OPTION  = 'setia_closed_goods';
	const TAGS    = 'setia_tags';
	const VERSION = 1;
	const MOST    = 200;

	/** Listen. */
	public static function listen() {
		// The Store API and the cart of a session ask these too, before an order is made.
		add_filter( 'woocommerce_is_purchasable', array( __CLASS__, 'purchasable' ), 20, 2 );
		add_filter( 'woocommerce_variation_is_purchasable', array( __CLASS__, 'purchasable' ), 20, 2 );
		add_filter( 'woocommerce_add_to_cart_validation', array( __CLASS__, 'may_add' ), 20, 4 );
		add_filter( 'woocommerce_product_is_visible', array( __CLASS__, 'visible' ), 20, 2 );
		add_action( 'woocommerce_single_product_summary', array( __CLASS__, 'say' ), 31 );
		add_action( 'template_redirect', array( __CLASS__, 'keep_from_caches' ) );
	}

	/**
	 * Keep what Setia pushed, in place of all before; anything else changes nothing.
	 *
	 * @param array<string, mixed> $given As Setia sent it.
	 * @return int|\WP_Error How many rules there are.
	 */
	public static function keep( array $given ) {
		if ( ! self::is_right( $given ) ) {
			return new \WP_Error( 'setia_bad_closed_goods', 'not a list of closed goods', array( 'status' => 400 ) );
		}
		update_option(
			self::OPTION,
			array(
				'rules' => $given['rules'],
				'never' => array_map( 'strval', $given['never'] ),
			)
		);
		return count( $given['rules'] );
	}

	/** Close nothing any more. */
	public static function forget() {
		delete_option( self::OPTION );
	}

	/**
	 * Tell whether a list is one that this version understands.
	 *
	 * @param array<string, mixed> $given As sent.
	 * @return bool
	 */
	private static function is_right( array $given ) {
		if ( ! isset( $given['v'], $given['rules'], $given['never'] ) || self::VERSION !== $given['v'] ) {
			return false;
		}
		if ( ! is_array( $given['rules'] ) || ! is_array( $given['never'] ) || count( $given['rules'] ) > self::MOST ) {
			return false;
		}
		foreach ( $given['rules'] as $rule ) {
			$whole = is_array( $rule ) && isset( $rule['id'], $rule['tag'], $rule['kind'], $rule['all'], $rule['hidden'], $rule['ahead_s'] );
			if ( ! $whole || ! in_array( $rule['kind'], array( 'only', 'early' ), true ) || ! is_int( $rule['ahead_s'] ) ) {
				return false;
			}
			if ( isset( $rule['opens_at'] ) && ! is_int( $rule['opens_at'] ) ) {
				return false;
			}
			foreach ( array( 'products', 'collections', 'texts' ) as $name ) {
				if ( ! isset( $rule[ $name ] ) || ! is_array( $rule[ $name ] ) ) {
					return false;
				}
			}
		}
		return true;
	}

	/**
	 * Return the rule that keeps a customer from goods, with when it opens to all; null when none does.
	 *
	 * @param array<string, mixed> $held  Rules, and what is never closed.
	 * @param array<string, mixed> $goods Its ids, its groups, and when it was published.
	 * @param string[]             $tags  What the customer carries.
	 * @param int                  $now   This instant.
	 * @return array<string, mixed>|null
	 */
	public static function closed_by( array $held, array $goods, array $tags, $now ) {
		if ( array_intersect( $held['never'], $goods['ids'] ) ) {
			return null;
		}
		$only  = array();
		$early = array();
		$ahead = 0;
		foreach ( $held['rules'] as $rule ) {
			if ( ! self::covers( $rule, $goods ) ) {
				continue;
			}
			if ( 'only' === $rule['kind'] ) {
				$only[] = $rule;
				continue;
			}
			$early[] = $rule;
			$ahead   = isset( $rule['opens_at'] ) ? $ahead : max( $ahead, $rule['ahead_s'] );
		}
		if ( $only && ! array_intersect( array_column( $only, 'tag' ), $tags ) ) {
			return array( 'opens_at' => null ) + $only[0];
		}
		$shut = array();
		foreach ( $early as $rule ) {
			$opens_at = isset( $rule['opens_at'] ) ? $rule['opens_at'] : $goods['published'] + $ahead;
			if ( $now >= $opens_at ) {
				continue;
			}
			if ( in_array( $rule['tag'], $tags, true ) && $now >= $opens_at - $rule['ahead_s'] ) {
				return null;
			}
			$shut[] = array( 'opens_at' => $opens_at ) + $rule;
		}
		return $shut ? $shut[0] : null;
	}

	/**
	 * Tell whether a rule is about these goods.
	 *
	 * @param array<string, mixed> $rule  A rule.
	 * @param array<string, mixed> $goods Goods.
	 * @return bool
	 */
	private static function covers( array $rule, array $goods ) {
		return $rule['all']
			|| array_intersect( array_map( 'strval', $rule['products'] ), $goods['ids'] )
			|| array_intersect( array_map( 'strval', $rule['collections'] ), $goods['groups'] );
	}

	/**
	 * Return what the rules need to know of a product; a variation is as its parent.
	 *
	 * @param \WC_Product $product A product or a variation.
	 * @return array<string, mixed>
	 */
	private static function goods( $product ) {
		$whole  = $product->get_parent_id() && $product->is_type( 'variation' ) ? wc_get_product( $product->get_parent_id() ) : $product;
		$whole  = $whole ? $whole : $product;
		$ids    = array( (string) $product->get_id(), (string) $whole->get_id() );
		$groups = array();
		foreach ( array( $product->get_sku(), $whole->get_sku() ) as $sku ) {
			if ( '' !== (string) $sku ) {
				$ids[] = 'sku:' . $sku;
			}
		}
		foreach ( array( 'product_cat', 'product_tag' ) as $kind ) {
			$terms = get_the_terms( $whole->get_id(), $kind );
			foreach ( is_array( $terms ) ? $terms : array() as $term ) {
				$groups[] = $term->slug;
				if ( 'product_cat' === $kind ) {
					$groups[] = (string) $term->term_id;
				}
			}
		}
		$published = $whole->get_date_created();
		return array(
			'ids'       => $ids,
			'groups'    => $groups,
			'published' => $published ? $published->getTimestamp() : 0,
		);
	}

	/**
	 * Return the rule that keeps whoever is here from a product, null when none does.
	 *
	 * Staff and the shop's own clockwork are never kept.
	 *
	 * @param mixed $product    A product, or something else.
	 * @param bool  $as_anybody Whether to ask for a stranger instead.
	 * @return array<string, mixed>|null
	 */
	private static function closed( $product, $as_anybody = false ) {
		$held = get_option( self::OPTION );
		if ( ! is_array( $held ) || empty( $held['rules'] ) || ! is_a( $product, 'WC_Product' ) ) {
			return null;
		}
		if ( ! $as_anybody && ( wp_doing_cron() || current_user_can( 'manage_woocommerce' ) ) ) {
			return null;
		}
		$user = $as_anybody ? 0 : get_current_user_id();
		$tags = $user ? array_map( 'trim', explode( ',', (string) get_user_meta( $user, self::TAGS, true ) ) ) : array();
		return self::closed_by( $held, self::goods( $product ), $tags, time() );
	}

	/**
	 * Sell nothing that is closed.
	 *
	 * @param bool  $can     What others say.
	 * @param mixed $product The product.
	 * @return bool
	 */
	public static function purchasable( $can, $product ) {
		return $can && null === self::closed( $product );
	}

	/**
	 * Say in the cart why it refuses.
	 *
	 * @param bool $can          What others say.
	 * @param int  $product_id   What is added.
	 * @param int  $quantity     How many.
	 * @param int  $variation_id Which of it.
	 * @return bool
	 */
	public static function may_add( $can, $product_id, $quantity = 1, $variation_id = 0 ) {
		$rule = self::closed( wc_get_product( $variation_id ? $variation_id : $product_id ) );
		if ( null === $rule ) {
			return $can;
		}
		wc_add_notice( self::text( $rule ), 'error' );
		return false;
	}

	/**
	 * Leave out of lists what others are not to see.
	 *
	 * @param bool $seen       What others say.
	 * @param int  $product_id The product.
	 * @return bool
	 */
	public static function visible( $seen, $product_id ) {
		$rule = $seen ? self::closed( wc_get_product( $product_id ) ) : null;
		return $seen && ( null === $rule || ! $rule['hidden'] );
	}

	/** Say on the product's page who may buy, where the button would be. */
	public static function say() {
		global $product;
		$rule = self::closed( $product );
		if ( null !== $rule ) {
			printf( '<p class="lym-line lym-closed">%s</p>', esc_html( self::text( $rule ) ) );
		}
	}

	/** Let no cache keep a page that is another for members, or another in an hour. */
	public static function keep_from_caches() {
		if ( ! is_singular( 'product' ) || null === self::closed( wc_get_product( get_queried_object_id() ), true ) ) {
			return;
		}
		if ( ! defined( 'DONOTCACHEPAGE' ) ) {
			define( 'DONOTCACHEPAGE', true );
		}
		nocache_headers();
	}

	/**
	 * Return who may buy and when everybody may.
	 *
	 * @param array<string, mixed> $rule As found.
	 * @return string
	 */
	private static function text( array $rule ) {
		$texts = $rule['texts'];
		$lang  = Plugin::language();
		$first = $texts ? reset( $texts ) : '';
		$text  = (string) ( isset( $texts[ $lang ] ) ? $texts[ $lang ] : ( isset( $texts['en'] ) ? $texts['en'] : $first ) );
		if ( null === $rule['opens_at'] ) {
			return $text;
		}
		$when = wp_date( get_option( 'date_format' ) . ' ' . get_option( 'time_format' ), $rule['opens_at'] );
		/* translators: %s: a day and a time. */
		return trim( $text . ' ' . sprintf( __( 'Everybody can buy it from %s.', 'setia-loyalty' ), $when ) );
	}
}
