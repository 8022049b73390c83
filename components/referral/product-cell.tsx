import { productLook } from "./product-look";

/** A product by its colour and its name. */
export function ProductCell({ product }: { product: string }) {
  const { label, color } = productLook(product);
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden className="size-2 rounded-[2px]" style={{ background: `var(--${color})` }} />
      {label}
    </span>
  );
}
