/* The block in the editor: a quiet placeholder, because the server draws the page. */
( function ( blocks, element, editor, i18n ) {
	blocks.registerBlockType( 'setia/rewards', {
		edit: function () {
			return element.createElement(
				'div',
				editor.useBlockProps( { className: 'lym-placeholder' } ),
				i18n.__( 'Your rewards programme is shown here.', 'setia-loyalty' )
			);
		},
		save: function () {
			return null;
		},
	} );
} )( window.wp.blocks, window.wp.element, window.wp.blockEditor, window.wp.i18n );
