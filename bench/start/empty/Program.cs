// The least that a program on .NET can do: what any start costs that goes beyond it is ours.
return 0;
