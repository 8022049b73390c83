"use client";
import PageError from "../error";

/** The same sentence inside the shell, so that the rest of the console stays in reach. */
export default PageError;
