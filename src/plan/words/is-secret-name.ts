/** What people call a property that holds a credential. Too wide on purpose: a hidden value costs a look at the diff. */
const SECRET_NAME =
  /secret|passw|passphrase|pwd|token|key|credential|auth(?!ors?$)|bearer|signature|private|cookie|dsn/i

/** True when a value of a property of this name must not be shown. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(name)
