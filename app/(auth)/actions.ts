"use server";
import { redirect } from "next/navigation";
import { endRequestSession } from "@/lib/auth/end-request-session";

export async function signOutAction(): Promise<void> {
  await endRequestSession();
  redirect("/sign-in");
}
