interface BlobSeen {
  readonly text: string | null
  readonly byteSize: number
  readonly isTruncated: boolean
  readonly isBinary: boolean | null
}

/** `mode` is git's, as a number: 33188 is 100644. */
export interface EntrySeen {
  readonly mode: number
  readonly type: string
  readonly object: BlobSeen | null
}

/** Of a `TreeEntry`; what they give is an {@link EntrySeen}. */
export const fileFields = 'mode type object { ... on Blob { text byteSize isTruncated isBinary } }'
