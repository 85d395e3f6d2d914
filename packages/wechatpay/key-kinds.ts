/** The kinds of key with which a merchant verifies answers and encrypts; the first is what new merchants have. */
export const keyKinds = ['public-key', 'certificate'] as const
export type KeyKind = (typeof keyKinds)[number]
