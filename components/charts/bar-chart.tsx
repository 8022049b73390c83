"use client";
import dynamic from "next/dynamic";
import { ChartSkeleton } from "./chart-skeleton";

/** Loads when it is first shown; the height is kept meanwhile. */
export const BarChart = dynamic(() => import("./bar-chart-plot").then((module) => module.BarChartPlot), { ssr: false, loading: ChartSkeleton });
