"""Pure decisions about segments and the campaigns for them."""
