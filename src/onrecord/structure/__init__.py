"""Structure: the parts of a report as a newsroom knows them, one module a part.

Every rule here works on shape and position: what stands where, how it begins and ends. None knows a particular outlet.
"""
