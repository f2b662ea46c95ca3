<?php
/**
 * Plugin Name:       Setia Loyalty
 * Plugin URI:        https://setia.dev/woocommerce
 * Description:       Points, rewards and tiers for your shop: a rewards panel, a Rewards tab in My account, and messages on products, cart and checkout.
 * Version:           0.1.0
 * Requires at least: 6.4
 * Requires PHP:      7.4
 * Requires Plugins:  woocommerce
 * WC requires at least: 8.0
 * WC tested up to:   10.5
 * Author:            Setia
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       setia-loyalty
 * Domain Path:       /languages
 *
 * Only this file runs without WooCommerce; everything else waits until it is there.
 *
 * @package Setia\Loyalty
 */

defined( 'ABSPATH' ) || exit;

define( 'SETIA_LOYALTY_FILE', __FILE__ );
define( 'SETIA_LOYALTY_VERSION', '0.1.0' );

require_once __DIR__ . '/includes/class-plugin.php';

spl_autoload_register( array( 'Setia\\Loyalty\\Plugin', 'load_class' ) );

register_activation_hook( __FILE__, array( 'Setia\\Loyalty\\Plugin', 'activated' ) );
register_deactivation_hook( __FILE__, array( 'Setia\\Loyalty\\Plugin', 'deactivated' ) );

// A shop whose plugins do not say so is told that this one is in the way.
add_action( 'before_woocommerce_init', array( 'Setia\\Loyalty\\Plugin', 'declare_compatible' ) );
add_action( 'plugins_loaded', array( 'Setia\\Loyalty\\Plugin', 'start' ) );
