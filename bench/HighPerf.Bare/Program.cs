// The least a Native AOT program can be: the yardstick of ./dev measure for the start of highperf-worker, which starts once for each clip.
Console.WriteLine("bare");
