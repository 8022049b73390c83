/** The five roles. A person holds one or more; what he may do is their union. */
export const ROLES = ["viewer", "operator", "treasurer", "auditor", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** True for a word that names a role. */
export function isRole(word: string): word is Role {
  return (ROLES as readonly string[]).includes(word);
}
