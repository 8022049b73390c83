"use client";
import { useId, useRef, type ReactNode } from "react";

interface MenuProps {
  /** The trigger's accessible name. */
  label: string;
  trigger: ReactNode;
  triggerClassName?: string;
  /** Opens above the trigger, for a trigger at the foot of the page. */
  upwards?: boolean;
  children: ReactNode;
}

/** A native popover beside its trigger: closes on Escape and on a click outside. Items use the class `menu-item`. */
export function Menu({ label, trigger, triggerClassName = "btn btn-icon btn-ghost", upwards = false, children }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  function place() {
    if (!button.current || !panel.current) return;
    const at = button.current.getBoundingClientRect();
    const width = Math.max(200, panel.current.offsetWidth);
    const left = Math.max(8, Math.min(at.left, window.innerWidth - width - 8));
    panel.current.style.left = `${left}px`;
    panel.current.style.top = upwards ? "auto" : `${at.bottom + 4}px`;
    panel.current.style.bottom = upwards ? `${window.innerHeight - at.top + 4}px` : "auto";
  }
  return (
    <>
      <button ref={button} type="button" aria-label={label} popoverTarget={id} className={triggerClassName}>
        {trigger}
      </button>
      <div ref={panel} id={id} popover="auto" className="menu" onToggle={place}>
        {children}
      </div>
    </>
  );
}
