"""What models are made of and hand around: the value, pretrained backbones, heads, precision, what they began with."""
