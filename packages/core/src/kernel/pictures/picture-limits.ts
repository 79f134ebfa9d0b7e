/** What may be decoded, and what comes of it. A photo of 50 megapixels is the largest that telephones take by default. */
export const pictureLimits = {
  inputPixels: 50_000_000,
  /** Of the longer side: twice what a column of the desk is wide, for dense screens. */
  longestPx: 800,
  jpegQuality: 74,
  decodeS: 8,
  /** Starting and decoding together. */
  wholeMs: 15_000,
  outputBytes: 2_000_000,
} as const;

/** How the resizing program ends. */
export const pictureExits = { made: 0, notShowable: 2, noDecoder: 3 } as const;

/** Kinds of files of which a picture is made. HEIC is none of them: its codec is patented, and no free decoder ships. */
export const pictureTypes: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp']);
