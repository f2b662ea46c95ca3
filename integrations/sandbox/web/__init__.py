"""What both flavours show and answer alike: shop pages, back office, control API."""
