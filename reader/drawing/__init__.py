"""What a page and the lines around it look like, without anything that draws them."""
