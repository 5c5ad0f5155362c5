"""Sixteen clients at once, against a yardstick that is as plain as a Django site can be."""
