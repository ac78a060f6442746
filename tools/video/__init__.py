"""WebM files of VP8 key frames, written and read without a codec library."""
