import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";

// The options need the configuration, which a build does not have.
async function handle(request: Request, route: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  return NextAuth(request as never, route as never, authOptions()) as Promise<Response>;
}

export { handle as GET, handle as POST };
