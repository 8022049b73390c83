"use client";
import dynamic from "next/dynamic";
import { ChartSkeleton } from "@/components/charts/chart-skeleton";

/** Loads when it is first shown; the height is kept meanwhile. */
export const EarnedCostBars = dynamic(() => import("./earned-cost-plot").then((module) => module.EarnedCostPlot), { ssr: false, loading: ChartSkeleton });
