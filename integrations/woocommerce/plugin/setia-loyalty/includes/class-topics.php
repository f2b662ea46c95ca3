<?php
/**
 * Webhook topics that WooCommerce lacks: an approved review, and silent changes of orders.
 *
 * A refund that is deleted and an order that leaves for good are told by no topic of its own.
 *
 * @package Setia\Loyalty
 */

namespace Setia\Loyalty;

defined( 'ABSPATH' ) || exit;

/** Our topics and what sets them off. */
final class Topics {

	const REVIEW = 'setia_review_approved';

	/** WooCommerce takes any topic that begins with action.wc_; it hands on the order's id. */
	const ORDER = 'wc_setia_order_changed';

	/** Listen. */
	public static function listen() {
		add_filter( 'woocommerce_valid_webhook_resources', array( __CLASS__, 'resources' ) );
		add_filter( 'woocommerce_valid_webhook_events', array( __CLASS__, 'events' ) );
		add_filter( 'woocommerce_webhook_topic_hooks', array( __CLASS__, 'hooks' ) );
		add_filter( 'woocommerce_webhook_payload', array( __CLASS__, 'payload' ), 10, 3 );
		add_filter( 'woocommerce_webhook_topics', array( __CLASS__, 'names' ) );
		add_action( 'transition_comment_status', array( __CLASS__, 'review_moved' ), 10, 3 );
		add_action( 'comment_post', array( __CLASS__, 'review_posted' ), 10, 2 );
		add_action( 'woocommerce_refund_deleted', array( __CLASS__, 'refund_deleted' ), 10, 2 );
		foreach ( array( 'trash', 'untrash', 'delete' ) as $act ) {
			add_action( "woocommerce_{$act}_order", array( __CLASS__, 'order_changed' ) );
		}
		add_action( 'woocommerce_order_status_changed', array( __CLASS__, 'status_changed' ), 10, 2 );
	}

	/**
	 * Add our resource.
	 *
	 * @param array<string> $known What there is.
	 * @return array<string>
	 */
	public static function resources( $known ) {
		return array_merge( (array) $known, array( 'review' ) );
	}

	/**
	 * Add our event.
	 *
	 * @param array<string> $known What there is.
	 * @return array<string>
	 */
	public static function events( $known ) {
		return array_merge( (array) $known, array( 'approved' ) );
	}

	/**
	 * Say what sets our topic off.
	 *
	 * @param array<string, array<string>> $hooks What there is.
	 * @return array<string, array<string>>
	 */
	public static function hooks( $hooks ) {
		$hooks['review.approved'] = array( self::REVIEW );
		return $hooks;
	}

	/**
	 * Give our topic a name in the shop's list of webhooks.
	 *
	 * @param array<string, string> $names What there is.
	 * @return array<string, string>
	 */
	public static function names( $names ) {
		$names['review.approved'] = __( 'Review approved', 'setia-loyalty' );
		return $names;
	}

	/**
	 * Return the body of a delivery: the review itself, without the writer's address on the net.
	 *
	 * @param mixed  $payload  What WooCommerce would send.
	 * @param string $resource Which kind of thing.
	 * @param int    $id       Which one.
	 * @return mixed
	 */
	public static function payload( $payload, $resource, $id ) {
		if ( 'action' === $resource && is_array( $payload ) && isset( $payload['action'] ) && self::ORDER === $payload['action'] ) {
			// Two changes of one order must not look like one delivery that came twice.
			return $payload + array( 'change' => wp_generate_uuid4() );
		}
		if ( 'review' !== $resource ) {
			return $payload;
		}
		$review = get_comment( $id );
		if ( ! $review ) {
			return array( 'id' => (int) $id, 'status' => 'trash' );
		}
		return array(
			'id'               => (int) $review->comment_ID,
			'status'           => '1' === (string) $review->comment_approved ? 'approved' : 'hold',
			'product_id'       => (int) $review->comment_post_ID,
			'customer_id'      => (int) $review->user_id,
			'reviewer'         => (string) $review->comment_author,
			'reviewer_email'   => (string) $review->comment_author_email,
			'rating'           => (int) get_comment_meta( $review->comment_ID, 'rating', true ),
			'verified'         => (bool) get_comment_meta( $review->comment_ID, 'verified', true ),
			'review'           => (string) $review->comment_content,
			'date_created_gmt' => str_replace( ' ', 'T', (string) $review->comment_date_gmt ),
		);
	}

	/**
	 * A comment was judged.
	 *
	 * @param string      $now     Its state now.
	 * @param string      $before  Its state before.
	 * @param \WP_Comment $comment The comment.
	 */
	public static function review_moved( $now, $before, $comment ) {
		if ( 'approved' === $now && 'approved' !== $before ) {
			self::review_shown( $comment );
		}
	}

	/**
	 * A comment was written.
	 *
	 * @param int        $comment_id Which.
	 * @param int|string $approved   1, 0 or spam.
	 */
	public static function review_posted( $comment_id, $approved ) {
		if ( 1 === (int) $approved && is_numeric( $approved ) ) {
			self::review_shown( get_comment( $comment_id ) );
		}
	}

	/**
	 * A comment can be seen: tell it if it is a review of a product.
	 *
	 * @param \WP_Comment|null $comment The comment.
	 */
	private static function review_shown( $comment ) {
		if ( $comment && 'product' === get_post_type( $comment->comment_post_ID ) && 0 === (int) $comment->comment_parent ) {
			do_action( self::REVIEW, (int) $comment->comment_ID );
		}
	}

	/**
	 * A refund was deleted: its order counts again what was refunded.
	 *
	 * @param int $refund_id The refund.
	 * @param int $order_id  Its order.
	 */
	public static function refund_deleted( $refund_id, $order_id ) {
		self::order_changed( $order_id );
	}

	/**
	 * An order left the trash by being given a status.
	 *
	 * @param int    $order_id The order.
	 * @param string $before   Its status before.
	 */
	public static function status_changed( $order_id, $before ) {
		if ( 'trash' === $before ) {
			self::order_changed( $order_id );
		}
	}

	/**
	 * Tell that an order is not what it was.
	 *
	 * @param int $order_id The order.
	 */
	public static function order_changed( $order_id ) {
		if ( (int) $order_id > 0 ) {
			do_action( self::ORDER, (int) $order_id );
		}
	}

	/**
	 * Delete the webhooks that go to a server; nobody else's.
	 *
	 * @param string $server Address of Setia, without a slash at its end.
	 * @return int How many there were.
	 */
	public static function remove_webhooks( $server ) {
		global $wpdb;
		if ( '' === $server || ! class_exists( 'WC_Webhook' ) ) {
			return 0;
		}
		$like = $wpdb->esc_like( $server . '/webhooks/woocommerce/' ) . '%';
		$ids  = $wpdb->get_col( $wpdb->prepare( "SELECT webhook_id FROM {$wpdb->prefix}wc_webhooks WHERE delivery_url LIKE %s", $like ) ); // phpcs:ignore WordPress.DB
		foreach ( $ids as $id ) {
			$webhook = new \WC_Webhook( (int) $id );
			$webhook->delete( true );
		}
		return count( $ids );
	}
}
