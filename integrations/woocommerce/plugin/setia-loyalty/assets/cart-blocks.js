/* The cart and checkout blocks: one line that says what the cart earns, and the way to rewards.
 *
 * The text comes with the cart, so it is right after every change of it. Whoever redeems in the
 * panel sends the event setia:apply with a code; the cart is then updated without a reload.
 */
( function ( wp, wc ) {
	if ( ! wp || ! wp.plugins || ! wc || ! wc.blocksCheckout ) {
		return;
	}
	var create = wp.element.createElement;
	var Place = wc.blocksCheckout.ExperimentalOrderMeta;
	var told = wc.wcSettings && wc.wcSettings.getSetting
		? wc.wcSettings.getSetting( 'setia-loyalty_data', {} )
		: {};

	function Line( props ) {
		var ours = ( props.extensions || {} )[ 'setia-loyalty' ] || {};
		if ( ! ours.text ) {
			return null;
		}
		return create(
			'div',
			{ className: 'wc-block-components-totals-wrapper lym-line lym-cart' },
			create( 'span', null, ours.text ),
			told.open
				? create( 'button', { type: 'button', className: 'lym-link', 'data-loyalty-open': 'redeem' }, told.open )
				: null
		);
	}

	document.addEventListener( 'setia:apply', function ( event ) {
		var code = event.detail && event.detail.code;
		if ( ! code || ! wc.blocksCheckout.extensionCartUpdate ) {
			return;
		}
		event.preventDefault();
		wc.blocksCheckout
			.extensionCartUpdate( { namespace: 'setia-loyalty', data: { code: code } } )
			.then(
				function () {
					tell( true, '' );
				},
				function ( error ) {
					tell( false, ( error && error.message ) || '' );
				}
			);
		function tell( applied, text ) {
			document.dispatchEvent(
				new CustomEvent( 'setia:applied', { detail: { code: code, applied: applied, reason_text: text } } )
			);
		}
	} );

	wp.plugins.registerPlugin( 'setia-loyalty', {
		scope: 'woocommerce-checkout',
		render: function () {
			return create( Place, null, create( Line ) );
		},
	} );
} )( window.wp, window.wc );
