"use client";
import dynamic from "next/dynamic";
import { ChartSkeleton } from "./chart-skeleton";

/** Loads when it is first shown; the height is kept meanwhile. */
export const AreaChart = dynamic(() => import("./area-chart-plot").then((module) => module.AreaChartPlot), { ssr: false, loading: ChartSkeleton });
