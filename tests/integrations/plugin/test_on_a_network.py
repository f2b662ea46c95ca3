"""A network of sites: each has a connection of its own, and all are cleaned."""

import json

import pytest

from tests.integrations.plugin.setia import Setia
from tests.integrations.plugin.wordpress import PLUGIN, Site

pytestmark = pytest.mark.wordpress
MAKE = """
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/network.php';
foreach ( $wpdb->tables( 'ms_global' ) as $name => $table ) { $wpdb->$name = $table; }
install_network();
populate_network( 1, '%s', 'owner@shop.test', 'Net', '/', false );
"""
STATE = """
$found = array();
foreach ( get_sites( array( 'fields' => 'ids' ) ) as $one ) {
	switch_to_blog( $one );
	$kept    = get_option( 'setia_connection' );
	$found[] = is_array( $kept ) ? $kept['store'] : '';
	restore_current_blog();
}
echo json_encode( $found );
"""


def test_each_site_is_connected_by_itself_and_all_are_cleaned_at_the_end(
    site: Site, setia: Setia
) -> None:
    host = site.url.removeprefix("http://")
    site.php(MAKE % host)
    site.network(f"wpmu_create_blog('{host}', '/dua/', 'Dua', 1);")
    stores = ["str_06dhn4ccrhrkfp0kwy5vwq2x41", "str_06dhn4ccrhrkfp0kwy5vwq2x42"]
    for number, store in enumerate(stores, 1):
        held = json.dumps(setia.connection(store=store))
        site.network(
            f"switch_to_blog({number});"
            f"$held = json_decode('{held}', true);"
            "echo json_encode(Setia\\Loyalty\\Connection::keep($held));"
        )

    before = json.loads(site.network(STATE))
    site.network(
        "define('WP_UNINSTALL_PLUGIN', 'setia-loyalty/setia-loyalty.php');"
        f"require '{PLUGIN}/uninstall.php';"
    )
    after = json.loads(site.network(STATE))

    assert before == stores
    assert after == ["", ""]
    site.forget()
