/** The part of the preset, which brings no types of its own, that the notes are written with. */
declare module 'conventional-changelog-conventionalcommits' {
  export const DEFAULT_COMMIT_TYPES: readonly { readonly type: string; readonly section: string }[]

  export default function createPreset(config: {
    readonly commitUrlFormat: string
    readonly compareUrlFormat: string
  }): {
    readonly writer: {
      readonly mainTemplate: string
      readonly headerPartial: string
      readonly commitPartial: string
      readonly footerPartial: string
    }
  }
}
