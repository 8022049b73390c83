import type { ReactNode } from "react";
import { LogoMark } from "@/components/shell/logo-mark";

/** The frame of the two pages that nobody needs to be signed in for. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh place-items-center p-4">
      <main className="w-full max-w-[380px]">
        <div className="mb-5 flex items-center justify-center gap-2.5 text-lead font-semibold">
          <LogoMark size={28} />
          <span>Purple Flea Console</span>
        </div>
        {children}
      </main>
    </div>
  );
}
