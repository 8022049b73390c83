import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Where a secret lives; part of the authenticated data, so a ciphertext moved to another row does not open. */
export interface SecretPlace {
  readonly table: string;
  readonly id: string;
  readonly column: string;
}

/** Master keys by version; the first one seals, all of them open. */
export interface Keyring {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Buffer>;
}

/** Reads `v2:<base64 32 bytes>,v1:…`. Throws a RangeError that names the expected form. */
export function parseKeyring(text: string): Keyring {
  const keys = new Map<string, Buffer>();
  for (const part of text.split(",").map((piece) => piece.trim()).filter(Boolean)) {
    const match = /^(v\d+):([A-Za-z0-9+/]{43}=)$/.exec(part);
    if (!match?.[1] || !match[2]) throw new RangeError("expected v1:<base64 of 32 bytes>, newest first, separated by commas");
    keys.set(match[1], Buffer.from(match[2], "base64"));
  }
  const current = keys.keys().next().value;
  if (!current) throw new RangeError("expected at least one key as v1:<base64 of 32 bytes>");
  return { current, keys };
}

/** Encrypts with AES-256-GCM under the newest master key. */
export function seal(keyring: Keyring, plaintext: string, place: SecretPlace): string {
  const key = keyring.keys.get(keyring.current);
  if (!key) throw new Error("The keyring has no current key");
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(associated(place));
  const body = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
  return [keyring.current, iv.toString("base64url"), cipher.getAuthTag().toString("base64url"), body.toString("base64url")].join(".");
}

/** Decrypts what `seal` made for the same place. Throws when the key is gone or the text was altered or moved. */
export function unseal(keyring: Keyring, sealed: string, place: SecretPlace): string {
  const [version = "", iv = "", tag = "", body = ""] = sealed.split(".");
  const key = keyring.keys.get(version);
  if (!key) throw new Error(`No master key ${version}: add it to CONSOLE_MASTER_KEYS`);
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64url")).setAAD(associated(place));
  decipher.setAuthTag(Buffer.from(tag, "base64url"));
  return Buffer.concat([decipher.update(Buffer.from(body, "base64url")), decipher.final()]).toString("utf8");
}

function associated(place: SecretPlace): Buffer {
  return Buffer.from(`${place.table}\n${place.id}\n${place.column}`, "utf8");
}

/** The keyring of a configuration that is parsed already; the first key seals. */
export function toKeyring(masterKeys: readonly { readonly version: number; readonly key: Uint8Array }[]): Keyring {
  const keys = new Map(masterKeys.map(({ version, key }) => [`v${version}`, Buffer.from(key)] as const));
  const current = keys.keys().next().value;
  if (!current) throw new RangeError("expected at least one master key");
  return { current, keys };
}
