/** The flea in its rounded square. */
export function LogoMark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className="shrink-0">
      <rect width="32" height="32" rx="8" fill="var(--accent-solid)" />
      <path d="M7.5 17.2c0-5 3.9-8.7 8.9-8.7 4.7 0 8.3 3 8.3 7 0 3.6-2.7 6-6.4 6h-6.6c-2.5 0-4.2-1.7-4.2-4.3Z" fill="#fff" />
      <path d="M10.8 20.8 9 25.2M15 21l-.8 4.2M19.4 20.8l3.8 2.6-1 2.4M22 9.6l2.6-2.8" fill="none" stroke="#fff" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
      <circle cx="20.6" cy="14.2" r="1.5" fill="var(--accent-solid)" />
    </svg>
  );
}
